-- test: shares that do not make up the busy time are an offence
-- given int_serving_hours
from (values ('even', 1, 0, 100), ('short', 2, 0, 100), ('unborne', 3, 0, 100), ('quiet', 4, 0, 0)) as given (
    deployment, serving_no, hour_from_us, busy_us)
-- given int_serving_pieces
from (values (1, 1, 0), (2, 1, 0), (3, 2, 0)) as given (piece_no, serving_no, hour_from_us)
-- given int_piece_shares
from (values (1, 50.0, 10.0, 0.0), (2, 20.0, 10.0, 10.0), (3, 50.0, 10.0, 0.0)) as given (
    piece_no, weights_us, kv_us, compute_us)
-- expect
from (values ('short', 60.0), ('unborne', 0.0)) as expected (deployment, borne_us)
