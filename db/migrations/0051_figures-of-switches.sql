-- What a switch has to do at the moment, written with its signs of life: the portal shows it among its own figures.
alter table switch_run add column figures jsonb check (pg_column_size(figures) <= 2048);
