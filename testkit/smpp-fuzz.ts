import {
  COMMANDS,
  type CommandName,
  emptyBody,
  FRAMES_START,
  inspectSubmit,
  isAnswer,
  isReceipt,
  type Pdu,
  readFrames,
  readPdu,
  receiptOf,
  writePdu,
} from "../src/protocols/smpp/index.ts";
import { type Chance, openChance } from "./chance.ts";

const INPUT_BYTES_MAX = 4_000;
const NOW_MS = 1_795_000_000_000;
const TEXT = "id:12 sub:001 dlvrd:001 submit date:2611271145 done date:2611271146 stat:DELIVRD err:000 text:Halo";

/** Valid PDUs of every command, as seeds of the fuzzer. */
function seeds(): readonly [Uint8Array, ...Uint8Array[]] {
  const message = { sourceAddress: "TOKO", destAddress: "628123456789", validityPeriod: "000001000000000R" };
  const texts = {
    systemId: "toko",
    password: "rahasia",
    messageId: "0af3",
    shortMessage: Buffer.from(TEXT),
    ...message,
  };
  const named = Object.keys(COMMANDS) as [CommandName, ...CommandName[]];
  const written = named.map((command, nth) => {
    const body = emptyBody(command);
    const filled = Object.fromEntries(Object.entries(texts).filter(([name]) => name in body));
    const tlvs = "unread" in body ? {} : { sarReference: 7, sarTotal: 2, sarPart: 1, receiptedMessageId: "0af3" };
    return writePdu({ command, status: 0, sequence: nth + 1, body: { ...body, ...filled }, tlvs } as Pdu);
  });
  return written as unknown as readonly [Uint8Array, ...Uint8Array[]];
}

/** An endless source of nearly valid PDUs: truncated, too long, with flipped bits, or random. Equal seeds yield equal inputs. */
export function smppFuzzer(seed: number): () => Uint8Array {
  const chance = openChance(seed);
  const from = seeds();
  return () => {
    const kind = chance.below(10);
    if (kind === 0) return random(chance);
    let bytes: Uint8Array = new Uint8Array(chance.pick(from));
    for (let edits = chance.below(4); edits >= 0; edits -= 1) bytes = edited(bytes, chance, from);
    // Most lengths are corrected, otherwise the reader would stop at the first field.
    if (kind > 2 && bytes.length >= 4) new DataView(bytes.buffer).setUint32(0, bytes.length);
    return bytes;
  };
}

function random(chance: Chance): Uint8Array {
  const bytes = Uint8Array.from({ length: chance.below(300) }, () => chance.below(256));
  if (bytes.length >= 16 && chance.next() < 0.8) {
    new DataView(bytes.buffer).setUint32(0, bytes.length);
    new DataView(bytes.buffer).setUint32(4, (chance.below(2) * 0x8000_0000 + chance.below(0x22)) >>> 0);
  }
  return bytes;
}

function edited(bytes: Uint8Array, chance: Chance, from: readonly [Uint8Array, ...Uint8Array[]]): Uint8Array {
  if (bytes.length > INPUT_BYTES_MAX) return bytes.slice(0, INPUT_BYTES_MAX);
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance.below(20));
  switch (chance.below(6)) {
    case 0:
      return bytes.map((octet, nth) => (nth === at ? octet ^ (1 << chance.below(8)) : octet));
    case 1:
      return bytes.slice(0, at);
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(to));
    case 3:
      return joined(bytes.subarray(0, to), bytes.subarray(at));
    case 4:
      return joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: chance.below(300) }, () => chance.pick([0, 255, 65])),
      );
    default:
      return joined(bytes.subarray(0, at), chance.pick(from).subarray(chance.below(60)));
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** A complaint about the decoding of an input; null for none. Throws when the decoder does. */
export function smppComplaintAbout(bytes: Uint8Array, chance: Chance): string | null {
  return pduComplaint(bytes) ?? streamComplaint(bytes, chance);
}

function pduComplaint(bytes: Uint8Array): string | null {
  const read = readPdu(bytes);
  if (read.kind === "bad") {
    if (read.isAnswer !== (read.answer === null)) return "an answer is answered, or a request is not";
    if (read.answer === null) return null;
    return serializeCanonically(readPdu(writePdu(read.answer))) ===
      serializeCanonically({ kind: "pdu", pdu: read.answer })
      ? null
      : "an answer cannot be read";
  }
  const { pdu } = read;
  const again = readPdu(writePdu(pdu));
  if (again.kind !== "pdu" || serializeCanonically(again.pdu) !== serializeCanonically(pdu))
    return "a PDU that was read is another when read again";
  if (pdu.command === "submit_sm") return submitComplaint(pdu);
  if (pdu.command === "deliver_sm" && isReceipt(pdu) && receiptOf(pdu)?.messageId === "")
    return "a receipt for nothing";
  return isAnswer(pdu.command) && pdu.status !== 0 && writePdu(pdu).length !== 16 ? "a refusal with parameters" : null;
}

function submitComplaint(pdu: Pdu & { readonly command: "submit_sm" }): string | null {
  const submitted = inspectSubmit(pdu, NOW_MS);
  if (!submitted.ok) return null;
  const { part, octets } = submitted.value;
  if (octets.length > Math.max(pdu.body.shortMessage.length, pdu.tlvs.messagePayload?.length ?? 0))
    return "more than there was";
  return part === null || (part.total > 1 && part.sequence >= 1 && part.sequence <= part.total)
    ? null
    : "a part of nothing";
}

/** A stream must yield the same frames, however it is cut into chunks, and at most one PDU is retained. */
function streamComplaint(bytes: Uint8Array, chance: Chance): string | null {
  const whole = serializeCanonically(framesOf([bytes]));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + 1 + chance.below(chance.next() < 0.1 ? 3 : 600));
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return serializeCanonically(framesOf(chunks)) === whole ? null : "a stream depends on its chunks";
}

function framesOf(chunks: readonly Uint8Array[]): readonly unknown[] {
  let state = FRAMES_START;
  return chunks.flatMap((chunk) => {
    const step = readFrames(state, chunk);
    state = step.state;
    return step.effects.map((frame) => (frame.kind === "pdu" ? serializeCanonically(frame.bytes) : frame));
  });
}

/** The order of optional parameters is not significant. */
function serializeCanonically(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (inner instanceof Uint8Array) return Buffer.from(inner).toString("hex");
    if (key !== "tlvs" || typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  });
}
