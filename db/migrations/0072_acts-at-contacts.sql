-- What a supervisor does with a contact that waits goes the way of what agents wish: the owner of the floor judges it.
alter table agent_command
  alter column agent_id drop not null,
  add column contact_id uuid,
  add constraint agent_command_about check ((agent_id is null) <> (contact_id is null));
