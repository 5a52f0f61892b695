-- What a website asked for held its number on all websites until its hour had come, a fortnight at the most: whoever wished a stranger
-- called far ahead kept him from asking himself. It holds half a day before and after that hour now.
drop index planned_callback_from_websites;
alter table planned_callback add constraint planned_callback_from_websites exclude using gist (
  number_key with =,
  tsrange((due_at at time zone 'UTC') - interval '12 hours', (due_at at time zone 'UTC') + interval '12 hours') with &&
) where (widget_id is not null and ended_at is null);
