const INVITE = (code: string) => `<send retrans="500"><![CDATA[
INVITE sip:${code}@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:gw@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=gw 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
]]></send>`;

const inside = (
  code: string,
  method: "ACK" | "BYE",
  next: string,
) => `<send${method === "BYE" ? ' retrans="500"' : ""}${next}><![CDATA[
${method} [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: ${method === "ACK" ? 1 : 2} ${method}
Max-Forwards: 70
Content-Length: 0

]]></send>`;

const refusalAck = (code: string) => `<send><![CDATA[
ACK sip:${code}@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>`;

const FULL = `<recv response="503" optional="true" next="1">
    <action>
      <ereg regexp="Q.850;cause=34" search_in="hdr" header="Reason:" check_it="true" assign_to="cause"/>
      <log message="full"/>
    </action>
  </recv>`;

/**
 * SIPp as an exchange behind a gateway: calls a code, talks for `talkMs`, hangs up. A call refused because every
 * channel is in use counts as correct only with Q.850 cause 34, and is logged as "full".
 */
export function gatewayCalls(code: string, talkMs: number): string {
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="gateway">
  ${INVITE(code)}
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  ${FULL}
  <recv response="200" rtd="true" rrs="true"/>
  ${inside(code, "ACK", "")}
  <pause milliseconds="${talkMs}"/>
  ${inside(code, "BYE", "")}
  <recv response="200" next="2"/>
  <label id="1"/>
  ${refusalAck(code)}
  <label id="2"/>
  <Reference variables="cause"/>
</scenario>
`;
}

/** SIPp as many desk phones at one address: answers every call and waits for its end. */
export const ANSWERING = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="phones">
  <recv request="INVITE" rrs="true"/>
  <send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Length: 0

]]></send>
  <send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=phone 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
  <recv request="ACK"/>
  <recv request="BYE"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;

/** SIPp as a trunk that answers like those phones, and expects this called number and this caller ID. */
export function answeringAs(number: string, code: string): string {
  const called = `<ereg regexp="^INVITE sip:${number}@" search_in="msg" check_it="true" assign_to="called"/>`;
  const shown = `<ereg regexp="sip:${code}@" search_in="hdr" header="P-Asserted-Identity:" check_it="true" assign_to="shown"/>`;
  const heard = `<action>${called}${shown}<log message="[$called] [$shown]"/></action>`;
  return ANSWERING.replace('<recv request="INVITE" rrs="true"/>', `<recv request="INVITE" rrs="true">${heard}</recv>`);
}

/** SIPp as a phone that responds to every call with this status. */
export function refusing(status: number, reason: string): string {
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="refusing">
  <recv request="INVITE"/>
  <send><![CDATA[
SIP/2.0 ${status} ${reason}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
  <recv request="ACK"/>
</scenario>
`;
}

/**
 * SIPp as a phone that rings until it is cancelled with this Q.850 cause; with 26 it expects that another phone answered the
 * call (RFC 3326).
 */
export function ringingInVain(cause: 16 | 19 | 26): string {
  const elsewhere = `<ereg regexp="SIP;cause=200;text=.Call completed elsewhere." search_in="msg" check_it="true" assign_to="told"/>
      <log message="[$told]"/>`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="ringing">
  <recv request="INVITE"/>
  <send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Length: 0

]]></send>
  <recv request="CANCEL">
    <action>
      <ereg regexp="Q.850;cause=${cause}" search_in="hdr" header="Reason:" check_it="true" assign_to="cause"/>
      ${cause === 26 ? elsewhere : ""}
    </action>
  </recv>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
  <send><![CDATA[
SIP/2.0 487 Request Terminated
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
CSeq: 1 INVITE
Content-Length: 0

]]></send>
  <recv request="ACK"/>
  <Reference variables="cause"/>
</scenario>
`;
}

/** SIPp as an exchange whose call is refused with this status and Q.850 cause. */
export function refusedCall(code: string, told: { readonly status: number; readonly cause: number }): string {
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="refused">
  ${INVITE(code)}
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="${told.status}">
    <action>
      <ereg regexp="Q.850;cause=${told.cause}$" search_in="hdr" header="Reason:" check_it="true" assign_to="cause"/>
    </action>
  </recv>
  ${refusalAck(code)}
  <Reference variables="cause"/>
</scenario>
`;
}

const pressed = (key: string): string =>
  `<nop><action><exec play_dtmf="${key}"/></action></nop>
  <pause milliseconds="600"/>`;

const infoDigit = (code: string, key: string, cseq: number): string => `<send retrans="500"><![CDATA[
INFO [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: ${cseq} INFO
Max-Forwards: 70
Content-Type: application/dtmf-relay
Content-Length: [len]

Signal=${key}
Duration=160
]]></send>
  <recv response="200"/>`;

/**
 * SIPp as a caller with audio that presses keys, by telephone events or by INFO, each after this pause, and waits until the
 * far end hangs up. SIPp's telephone events have the payload type 96, independent of the negotiation.
 */
export function pressingCaller(
  code: string,
  keys: readonly { readonly key: string; readonly by: "event" | "info"; readonly afterMs: number }[],
): string {
  const presses = keys.map(({ key, by, afterMs }, nth) => {
    const press = by === "event" ? pressed(key) : infoDigit(code, key, nth + 2);
    return `<pause milliseconds="${afterMs}"/>\n  ${press}`;
  });
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="pressing">
  ${INVITE(code).replaceAll("101", "96")}
  <recv response="100" optional="true"/>
  <recv response="200" rrs="true"/>
  ${inside(code, "ACK", "")}
  ${presses.join("\n  ")}
  <recv request="BYE" timeout="30000"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;
}
