import { escapedUser, hostText, type SipHeader, type SipPeer } from "../../../protocols/sip/index.ts";
import type { Party } from "../calls/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import type { Binding } from "../phones/index.ts";

/** How a party is invited: its address, its transport destination, and the names of both parties. */
export interface WayTo {
  readonly uri: string;
  readonly peer: SipPeer;
  readonly isLine: boolean;
  readonly from: { readonly display: string | null; readonly user: string };
  readonly to: string;
  readonly headers: readonly SipHeader[];
  readonly maxForwards: number;
}

/** The parties presented in an INVITE. */
export interface Shown {
  /** The caller's number as presented to the called party: a number, an extension, or the code of the call centre. */
  readonly caller: string;
  readonly called: string;
  /** The code that the call is to or from; null for none. */
  readonly code: string | null;
  /** The code under which the call dials out where it belongs to none; omitted for none. */
  readonly dialsUnder?: string;
  /** Remaining hops (Max-Forwards). */
  readonly hops: number;
}

/** The target of an INVITE to a party; null when it is not reachable now. */
export function wayTo(
  party: Party,
  facts: {
    readonly book: RoutingDirectory;
    readonly bindingsOf: (phoneId: string) => readonly Binding[];
    /** The binding of a browser that an access token has admitted. */
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
    // Understood by desk phones and by the softphone page: the talk continues with auto-answer.
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
