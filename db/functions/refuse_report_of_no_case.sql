-- Refuses OSS rows whose application is neither a numbering nor a licence application; two tables share the column, so there is no foreign
-- key.
create or replace function refuse_report_of_no_case() returns trigger language plpgsql as $$
begin
  if not exists (select from reported_case where id = new.application_id) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;

create or replace trigger oss_case_of_a_case before insert on oss_case for each row execute function refuse_report_of_no_case();
create or replace trigger oss_report_of_a_case before insert on oss_report for each row execute function refuse_report_of_no_case();
