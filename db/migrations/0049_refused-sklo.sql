-- An officer of OSS may refuse an SKLO that was uploaded there: its company reads why, and uploads again.
alter table sklo_handover
  add column refused_at timestamptz,
  add column refused_reason text check (length(refused_reason) between 1 and 2000),
  add check ((refused_at is null) = (refused_reason is null)),
  add check (state = 'to-upload' or refused_at is null);
