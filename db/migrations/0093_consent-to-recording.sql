-- Whether callers of a number are told before they are recorded, or asked: a caller who is to be asked and was not, or did not agree, is
-- not recorded.
alter table service_number add column recording_notice text not null default 'none'
  check (recording_notice in ('none', 'announced', 'may-refuse', 'must-agree'));
