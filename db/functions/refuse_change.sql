-- Refuses every change of an append-only table.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger access_code_history_append_only before delete or update on access_code_history
  for each row execute function refuse_change();
create or replace trigger access_code_history_no_truncate before truncate on access_code_history
  for each statement execute function refuse_change();
create or replace trigger access_code_kept before delete on access_code for each row execute function refuse_change();
create or replace trigger application_event_append_only before delete or update on application_event
  for each row execute function refuse_change();
create or replace trigger audit_entry_append_only before delete or update on audit_entry for each row execute function refuse_change();
create or replace trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_change();
create or replace trigger audit_seal_append_only before delete or update on audit_seal for each row execute function refuse_change();
create or replace trigger audit_seal_no_truncate before truncate on audit_seal for each statement execute function refuse_change();
create or replace trigger call_event_no_truncate before truncate on call_event for each statement execute function refuse_change();
create or replace trigger cdr_append_only before delete or update on cdr for each row execute function refuse_change();
create or replace trigger cdr_no_truncate before truncate on cdr for each statement execute function refuse_change();
create or replace trigger contact_note_no_truncate before truncate on contact_note for each statement execute function refuse_change();
create or replace trigger content_view_append_only before delete or update on content_view for each row execute function refuse_change();
create or replace trigger content_view_no_truncate before truncate on content_view for each statement execute function refuse_change();
create or replace trigger decree_mandate_no_truncate before truncate on decree_mandate for each statement execute function refuse_change();
create or replace trigger document_view_append_only before delete or update on document_view for each row execute function refuse_change();
create or replace trigger document_view_no_truncate before truncate on document_view for each statement execute function refuse_change();
create or replace trigger flow_version_no_truncate before truncate on flow_version for each statement execute function refuse_change();
create or replace trigger information_entry_no_truncate before truncate on information_entry
  for each statement execute function refuse_change();
create or replace trigger information_list_version_no_truncate before truncate on information_list_version
  for each statement execute function refuse_change();
create or replace trigger information_version_no_truncate before truncate on information_version
  for each statement execute function refuse_change();
create or replace trigger installation_breach_entry_append_only before delete or update on installation_breach_entry
  for each row execute function refuse_change();
create or replace trigger installation_breach_entry_no_truncate before truncate on installation_breach_entry
  for each statement execute function refuse_change();
create or replace trigger licence_change_append_only before delete or update on licence_change
  for each row execute function refuse_change();
create or replace trigger licence_event_append_only before delete or update on licence_event for each row execute function refuse_change();
create or replace trigger licence_message_append_only before delete or update on licence_message
  for each row execute function refuse_change();
create or replace trigger licence_objection_event_append_only before delete or update on licence_objection_event
  for each row execute function refuse_change();
create or replace trigger licence_recorded_fact_append_only before delete or update on licence_recorded_fact
  for each row execute function refuse_change();
create or replace trigger licence_round_append_only before delete or update on licence_round for each row execute function refuse_change();
create or replace trigger named_hours_version_no_truncate before truncate on named_hours_version
  for each statement execute function refuse_change();
create or replace trigger oss_message_append_only before delete or update on oss_message for each row execute function refuse_change();
create or replace trigger oss_message_no_truncate before truncate on oss_message for each statement execute function refuse_change();
create or replace trigger personal_breach_entry_append_only before delete or update on personal_breach_entry
  for each row execute function refuse_change();
create or replace trigger personal_breach_entry_no_truncate before truncate on personal_breach_entry
  for each statement execute function refuse_change();
create or replace trigger queue_event_no_truncate before truncate on queue_event for each statement execute function refuse_change();
create or replace trigger recording_access_append_only before delete or update on recording_access
  for each row execute function refuse_change();
create or replace trigger test_answer_append_only before delete or update on test_answer for each row execute function refuse_change();
create or replace trigger test_event_append_only before delete or update on test_event for each row execute function refuse_change();
create or replace trigger test_evidence_import_append_only before delete or update on test_evidence_import
  for each row execute function refuse_change();
create or replace trigger test_notice_append_only before delete or update on test_notice for each row execute function refuse_change();
create or replace trigger test_notice_reading_append_only before delete or update on test_notice_reading
  for each row execute function refuse_change();
create or replace trigger test_signature_append_only before delete or update on test_signature
  for each row execute function refuse_change();
create or replace trigger ticket_event_no_truncate before truncate on ticket_event for each statement execute function refuse_change();
