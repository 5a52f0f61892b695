-- Who opened which personal document, in which case. Views of one person within one window are one row.
create table document_view (
  id uuid primary key,
  file_id uuid not null references stored_file,
  purpose text not null check (length(purpose) <= 40),
  organisation_id uuid references organisation,
  person_id uuid not null references person,
  role text not null check (length(role) <= 60),
  is_ministry boolean not null,
  case_kind text check (case_kind in ('registration', 'authority', 'dispute', 'application')),
  case_id uuid,
  window_at timestamptz not null,
  viewed_at timestamptz not null,
  check ((case_kind is null) = (case_id is null))
);
create unique index document_view_folded on document_view (file_id, person_id, window_at);
create index document_view_newest on document_view (viewed_at desc, id desc);
create index document_view_organisation on document_view (organisation_id, viewed_at desc);
create trigger document_view_append_only before update or delete on document_view for each row execute function refuse_change();
create trigger document_view_no_truncate before truncate on document_view for each statement execute function refuse_change();
revoke update, delete on document_view from sambung_app;
grant select on document_view to sambung_auditor;
-- What the sweep of uploads that nobody has used looks for.
create index stored_file_unclaimed on stored_file (uploaded_at) where organisation_id is null and uploaded_by is not null;
