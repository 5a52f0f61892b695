#!/bin/sh
# Asks a hook as Sambung does, signed, to see what it answers.
fields="CallSid=CA00000000000000000000000000000000&CallStatus=ringing"
signed="${HOOK_URL}CallSidCA00000000000000000000000000000000CallStatusringing"
signature=$(printf %s "$signed" | openssl dgst -sha1 -hmac "$SAMBUNG_TOKEN" -binary | openssl base64)
curl --fail-with-body --silent --show-error --header "X-Twilio-Signature: $signature" --data "$fields" "$HOOK_URL"
