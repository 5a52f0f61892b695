-- Of an instrument whose signatures are believed: its serial number and the calibration the ministry has seen. Instruments
-- from before have none.
alter table test_instrument_key
  add column serial text check (length(serial) between 1 and 100),
  add column calibration_number text check (length(calibration_number) between 1 and 200),
  add column calibrated_until date,
  add constraint test_instrument_key_calibration check ((calibration_number is null) = (calibrated_until is null));
