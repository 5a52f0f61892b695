import { randomBytes } from "node:crypto";
import {
  answerChallenge,
  type CheckedResponse,
  hostText,
  NO_BODY,
  type SipHeader,
  type SipRequest,
} from "../../protocols/sip/index.ts";
import { digestHash, peerOf, type SipSide } from "./sip-side.effects.ts";

/** A phone of the centre for which the probe answers. */
export interface AnswerAccount {
  readonly user: string;
  readonly domain: string;
  /** Address of the registrar. */
  readonly address: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
  readonly password: string;
}

/** Requested registration interval: longer than any run. */
const EXPIRES_S = 3_600;

/** Registers a phone, or unregisters it with `expires` 0; returns the status of the response, or null without one. */
export async function registerPhone(
  side: SipSide,
  account: AnswerAccount,
  expires: number = EXPIRES_S,
): Promise<number | null> {
  const callId = randomBytes(12).toString("hex");
  const first = await send(side, account, { callId, cseq: 1, expires, proof: null });
  const status = first?.message.status ?? null;
  if (first === null || (status !== 401 && status !== 407)) return status;
  const proof = answerChallenge(
    first.message,
    {
      username: account.user,
      password: account.password,
      method: "REGISTER",
      uri: registrarUri(account),
      cnonce: randomBytes(8).toString("hex"),
      count: 1,
    },
    digestHash,
  );
  if (proof === null) return status;
  return (await send(side, account, { callId, cseq: 2, expires, proof }))?.message.status ?? null;
}

function registrarUri({ domain, port }: AnswerAccount): string {
  return `sip:${domain}:${port}`;
}

interface RegisterOptions {
  readonly callId: string;
  readonly cseq: number;
  readonly expires: number;
  readonly proof: SipHeader | null;
}

function send(side: SipSide, account: AnswerAccount, options: RegisterOptions): Promise<CheckedResponse | null> {
  const { user, domain, port } = account;
  const { callId, cseq, expires, proof } = options;
  const own = `<sip:${user}@${domain}:${port}>`;
  const contact = `<sip:${user}@${hostText(side.address)}:${side.port};transport=${account.transport}>`;
  const request: SipRequest = {
    kind: "request",
    method: "REGISTER",
    uri: registrarUri(account),
    body: NO_BODY,
    headers: [
      { name: "Max-Forwards", value: "70" },
      { name: "From", value: `${own};tag=${callId.slice(0, 8)}` },
      { name: "To", value: own },
      { name: "Call-ID", value: callId },
      { name: "CSeq", value: `${cseq} REGISTER` },
      { name: "Contact", value: contact },
      { name: "Expires", value: String(expires) },
      ...(proof === null ? [] : [proof]),
    ],
  };
  return new Promise((resolve) => side.agent.ask(request, peerOf(account), resolve));
}
