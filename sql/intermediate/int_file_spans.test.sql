-- test: a version counts until it is replaced, and again when its bytes come back
-- given raw_files
from (values ('a', 1, true), ('b', 2, false), ('c', 2, false)) as given (file_id, commit_no, is_superseded)
select
    *,
    1 as reader_version,
-- given version_marks
from (values ('a', true, 2), ('a', false, 5), ('a', true, 7)) as given (file_id, is_superseded, commit_no)
select
    *,
    1 as reader_version,
-- expect
from (values ('a', 1, 2), ('a', 5, 7), ('b', 2, null), ('c', 2, null)) as expected (
    file_id, from_commit_no, to_commit_no
)

-- test: a version that nobody noted the end of, and one that was replaced at once, was in force for no publication
-- given raw_files
from (values ('old', 1, true), ('short', 3, true)) as given (file_id, commit_no, is_superseded)
select
    *,
    1 as reader_version,
-- given version_marks
select
    'short' as file_id,
    1 as reader_version,
    true as is_superseded,
    3 as commit_no,
-- expect
from (values (null, null)) as expected (file_id, from_commit_no)
where false
