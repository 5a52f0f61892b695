#!/bin/sh
# Lists the newest calls by our own interface: it changes nothing and costs nothing.
curl --fail-with-body --silent --show-error \
  --header "Authorization: Bearer $SAMBUNG_KEY" \
  "$SAMBUNG_URL/api/v1/calls?limit=5"
# A call that is not there is refused: 404, with no-such-call.
curl --silent --show-error --write-out "\n%{http_code}\n" \
  --header "Authorization: Bearer $SAMBUNG_KEY" \
  "$SAMBUNG_URL/api/v1/calls/00000000-0000-4000-8000-000000000000"
