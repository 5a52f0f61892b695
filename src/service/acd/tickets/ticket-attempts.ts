import { openAttemptLimit } from "../../../identity/index.ts";
import { countedAddress } from "../../../kernel/index.ts";

/** Wrong codes from one address for all tickets: customers of one household or carrier share an address. */
const ADDRESS_FAILURES_MAX = 30;
/** Wrong codes for one ticket from all addresses, after which every address has one attempt for it instead of ten. */
const TICKET_FAILURES_MAX = 50;

/** An attempt at a ticket's code before it is checked. */
export interface TicketAttempt {
  readonly page: string;
  readonly number: string;
  readonly address: string;
  readonly nowMs: number;
}

/**
 * Opens the limit on wrong codes within 15 minutes: of one address, of one address for one ticket, and of all addresses for one ticket. The
 * last one only narrows the second, so that guesses from other addresses never lock the customer out.
 */
export function openTicketLimit() {
  const byAddress = openAttemptLimit(ADDRESS_FAILURES_MAX);
  const byTicket = openAttemptLimit(TICKET_FAILURES_MAX);
  const byBoth = openAttemptLimit();
  const byBothOnce = openAttemptLimit(1);
  /** Counts an attempt as failed until it is taken back, so that concurrent attempts do not pass together; undefined: refused. */
  return ({ page, number, address, nowMs }: TicketAttempt): { readonly takeBack: () => void } | undefined => {
    const network = countedAddress(address);
    const ticket = `${page} ${number.replaceAll(/\D/g, "")}`;
    const both = `${network} ${ticket}`;
    if (byAddress.isLimited(network, nowMs) || byBoth.isLimited(both, nowMs)) return undefined;
    if (byTicket.isLimited(ticket, nowMs) && byBothOnce.isLimited(both, nowMs)) return undefined;
    const counts = [
      { limit: byAddress, key: network },
      { limit: byTicket, key: ticket },
      { limit: byBoth, key: both },
      { limit: byBothOnce, key: both },
    ];
    for (const { limit, key } of counts) limit.addFailure(key, nowMs);
    return {
      takeBack: () => {
        for (const { limit, key } of counts) limit.removeFailure(key);
      },
    };
  };
}
