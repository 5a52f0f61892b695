-- The officers' queue shows what is not finished, most urgent first.
create index numbering_application_open_due on numbering_application (due_date, id) where ball is not null;
