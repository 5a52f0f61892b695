-- Sets since when a case is in its state, for the dashboard.
create or replace function begin_stage() returns trigger language plpgsql as $$
begin
  new.stage_since := new.changed_at;
  return new;
end $$;

create or replace trigger licence_application_first_stage before insert on licence_application for each row execute function begin_stage();
create or replace trigger licence_application_stage before update on licence_application
  for each row when (old.state is distinct from new.state or old.paused is distinct from new.paused) execute function begin_stage();
create or replace trigger numbering_application_first_stage before insert on numbering_application
  for each row execute function begin_stage();
create or replace trigger numbering_application_stage before update on numbering_application
  for each row when (old.state is distinct from new.state or (((old.promise_events -> '-1'::integer) ->> 'type') = 'paused') is distinct from (((new.promise_events -> '-1'::integer) ->> 'type') = 'paused')) execute function begin_stage();
create or replace trigger operational_test_first_stage before insert on operational_test for each row execute function begin_stage();
create or replace trigger operational_test_stage before update on operational_test
  for each row when (old.state is distinct from new.state or new.state = 'passed' and old.sklo_stage is distinct from new.sklo_stage) execute function begin_stage();
