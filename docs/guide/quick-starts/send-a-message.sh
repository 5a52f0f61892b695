#!/bin/sh
# Sends a message with the test account, and is refused by a magic number: no carrier, no cost.
messages="$SAMBUNG_URL/2010-04-01/Accounts/$SAMBUNG_ACCOUNT_SID/Messages.json"
curl --fail-with-body --silent --show-error \
  --user "$SAMBUNG_ACCOUNT_SID:$SAMBUNG_TOKEN" \
  --data-urlencode "From=+15005550006" \
  --data-urlencode "To=+6281234567890" \
  --data-urlencode "Body=Pesanan 7 dikirim." \
  "$messages"
curl --silent --show-error \
  --user "$SAMBUNG_ACCOUNT_SID:$SAMBUNG_TOKEN" \
  --data-urlencode "From=+15005550006" \
  --data-urlencode "To=+628105550004" \
  --data-urlencode "Body=Pesanan 7 dikirim." \
  "$messages"
