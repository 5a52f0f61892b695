import { escapedUser, hostText, type SipHeader, type SipPeer } from "../../../protocols/sip/index.ts";
import type { Party } from "../calls/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import type { Binding } from "../phones/index.ts";

/** How a party is invited: its address, where that is, and how the two are named. */
export interface WayTo {
  readonly uri: string;
  readonly peer: SipPeer;
  readonly isLine: boolean;
  readonly from: { readonly display: string | null; readonly user: string };
  readonly to: string;
  readonly headers: readonly SipHeader[];
  readonly maxForwards: number;
}

/** Who is named in an invitation. */
export interface Shown {
  /** The caller's number as the called party sees it: a number, an extension, or the code of the call centre. */
  readonly caller: string;
  readonly called: string;
  /** The code the call is for or from; null for none. */
  readonly code: string | null;
  /** The code under which it dials outside where it is for none; left out for none. */
  readonly dialsUnder?: string;
  /** Hops the call may still take. */
  readonly hops: number;
}

/** The way to a party; null when it cannot be reached now. */
export function wayTo(
  party: Party,
  facts: {
    readonly book: RoutingDirectory;
    readonly bindingsOf: (phoneId: string) => readonly Binding[];
    /** Where a browser that a token has let in is rung. */
    readonly clientAt: (clientId: string) => Binding | undefined;
    readonly shown: Shown;
    readonly ownHost: string;
  },
): WayTo | null {
  const { book, shown, ownHost } = facts;
  if (party.kind === "trunk") {
    const trunk = book.trunks.byId.get(party.trunkId);
    if (trunk === undefined || trunk.address === null) return null;
    const at = `${hostText(trunk.host)}:${trunk.port}`;
    const uri = `sip:${escapedUser(party.dialled ?? shown.called)}@${at}`;
    const own = shown.code ?? shown.dialsUnder ?? shown.caller;
    // RFC 3325 §9.1: the trunk receives the caller's number; whether it shows the number to the called party is the carrier's decision.
    const asserted = { name: "P-Asserted-Identity", value: `<sip:${escapedUser(own)}@${hostText(ownHost)}>` };
    const { transport, address, port, host } = trunk;
    const peer = { transport, address, port, host, connection: null };
    const maxForwards = shown.hops;
    return {
      maxForwards,
      uri,
      peer,
      isLine: true,
      from: { display: null, user: escapedUser(own) },
      to: uri,
      headers: [asserted],
    };
  }
  if (party.kind === "client") return toClient(facts, party.clientId);
  if (party.kind !== "phone") return null;
  const binding = facts.bindingsOf(party.phoneId).find(({ contact }) => contact === party.contact);
  const phone = book.phones.byId.get(party.phoneId);
  if (binding === undefined || phone === undefined) return null;
  const { transport, address, port, connection } = binding;
  return {
    maxForwards: shown.hops,
    uri: binding.contact,
    peer: { transport, address, port, connection },
    isLine: false,
    from: { display: shown.code === null ? null : `${shown.caller} (${shown.code})`, user: escapedUser(shown.caller) },
    to: `sip:${phone.extension}@${hostText(ownHost)}`,
    // Known by desk phones and by our page alike: the talk goes on without anybody having to answer.
    headers: party.isBack === true ? [{ name: "Call-Info", value: `<sip:${hostText(ownHost)}>;answer-after=0` }] : [],
  };
}

/** A browser is rung at the contact that it registered, over its own connection; the INVITE names the caller. */
function toClient(
  { clientAt, shown, ownHost }: Pick<Parameters<typeof wayTo>[1], "clientAt" | "shown" | "ownHost">,
  clientId: string,
): WayTo | null {
  const binding = clientAt(clientId);
  if (binding === undefined) return null;
  const { contact, transport, address, port, connection } = binding;
  return {
    maxForwards: shown.hops,
    uri: contact,
    peer: { transport, address, port, connection },
    isLine: false,
    from: { display: null, user: escapedUser(shown.caller) },
    to: `sip:${hostText(ownHost)}`,
    headers: [],
  };
}
