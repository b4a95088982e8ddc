-- test: the calls present before each start and end, with their contexts in the middle of the stretch
-- given int_serving_pieces
from (values
    (1, 1, 1000, 3000, 100, 0, true),
    (2, 1, 2000, 4000, 10, 1, true),
    (3, 1, 5000, 6000, 7, 0, true),
    (4, 2, 5500, 5600, 9, 0, true),
    (5, 1, 3600000000, 3600000010, 8, 0, false),
    (6, 1, 50, 50, 8, 0, true)
) as pieces (piece_no, serving_no, decode_from_us, decode_to_us, tokens, growth, is_even_hour)
select
    * exclude (tokens, growth),
    tokens::bigint * 1073741824 as level_parts,
    growth::bigint * 1073741824 as growth_parts,
-- expect
from (values
    (1, 1, 0, 0, 0.0), (2, 1, 1, 1000, 100.0), (1, -1, 2, 1000, 100.0 + 10 + 2500), (2, -1, 1, 1000, 10.0 + 3500),
    (3, 1, 0, 0, 0.0), (3, -1, 1, 1000, 7.0), (4, 1, 0, 0, 0.0), (4, -1, 1, 100, 9.0), (5, 1, 0, 0, 0.0),
    (5, -1, 1, 10, 8.0)
) as expected (piece_no, direction, sequences, segment_us, kv_tokens)
