#!/bin/sh
# Orders a call with the test account: no carrier, no cost.
curl --fail-with-body --silent --show-error \
  --user "$SAMBUNG_ACCOUNT_SID:$SAMBUNG_TOKEN" \
  --data-urlencode "From=+15005550006" \
  --data-urlencode "To=+6281234567890" \
  --data-urlencode 'Twiml=<Response><Say language="id-ID">Halo dari Sambung.</Say></Response>' \
  "$SAMBUNG_URL/2010-04-01/Accounts/$SAMBUNG_ACCOUNT_SID/Calls.json"
