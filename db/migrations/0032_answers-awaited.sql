-- The officer of a revocation is told when its holder's time to answer is over.
alter table case_reminder
  drop constraint case_reminder_clock_check,
  add constraint case_reminder_clock_check check (clock in ('promise', 'repair', 'answer'));
insert into case_watch (application_id, next_on, calendars)
  select id, date '2026-01-01', '' from numbering_application where kind = 'revocation' and state = 'checking'
  on conflict (application_id) do update set next_on = excluded.next_on;
