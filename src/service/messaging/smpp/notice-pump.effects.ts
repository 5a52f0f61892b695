import type { SmppLink } from "../../../platform/smpp-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { EsmeAccount, MessagingForEsmes, Notice } from "../sms/index.ts";
import { openBatch } from "./batch.effects.ts";
import { noticeMessage } from "./esme-message.ts";

/** Delivers the pending notices of an account while one of its sessions is bound as a receiver. */
export interface NoticePump {
  /** Call when a notice may be due. */
  wake(): void;
  joined(link: SmppLink): void;
  left(link: SmppLink): void;
  /** The result of a notice that was sent. */
  settled(key: string, wasTaken: boolean): void;
}

const AT_ONCE_MAX = 100;
const AGAIN_MS = 500;

/** Opens the pump of one account. One query at a time, limited by the free windows of its receivers. */
export function openNoticePump({
  messaging,
  log,
  account,
}: {
  readonly messaging: MessagingForEsmes;
  readonly log: Log;
  readonly account: EsmeAccount;
}): NoticePump {
  const links = new Set<SmppLink>();
  const batch = (tell: (ids: readonly string[]) => Promise<void>, event: string) =>
    openBatch<string>({
      most: AT_ONCE_MAX,
      againMs: AGAIN_MS,
      write: tell,
      onRoom: () => wake(),
      onFault: (error) => {
        log.warn({ err: error, accountId: account.id }, event);
        // Without a session no duplicate can arise: the lease expires, and the notice is offered again.
        return links.size > 0 ? "again" : "let-go";
      },
    });
  const taken = batch((ids) => messaging.noticesTaken(account, ids), "smpp.notices-not-settled");
  const refused = batch((ids) => messaging.noticesRefused(account, ids), "smpp.notices-not-settled");
  let isLooking = false;
  let isDue = false;

  async function look(): Promise<void> {
    const room = [...links].reduce((sum, link) => sum + link.windowLeft(), 0);
    // Taken notices that are not recorded yet count as in flight; they stay leased, so they are not offered again.
    const limit = Math.min(AT_ONCE_MAX, room - taken.size() - refused.size());
    if (limit <= 0) return;
    const notices = await messaging.notices(account, limit);
    for (const notice of notices) send(notice);
    if (notices.length === limit) isDue = true;
  }

  function send(notice: Notice): void {
    const [widest] = [...links].toSorted((left, right) => right.windowLeft() - left.windowLeft());
    if (widest === undefined || widest.windowLeft() === 0) return refused.add(notice.id);
    try {
      const ways = { defaultCoding: account.defaultCoding, knowsParameters: widest.knowsParameters() };
      widest.send(noticeMessage(notice, ways));
    } catch (error) {
      // A notice that cannot be encoded does not block the others.
      log.error({ err: error, accountId: account.id }, "smpp.notice-unwritable");
      refused.add(notice.id);
    }
  }

  function wake(): void {
    isDue = true;
    if (isLooking || links.size === 0) return;
    isLooking = true;
    const run = async () => {
      while (isDue && links.size > 0) {
        isDue = false;
        await look();
      }
    };
    run()
      .catch((error: unknown) => log.warn({ err: error, accountId: account.id }, "smpp.notices-not-read"))
      .finally(() => {
        isLooking = false;
      });
  }

  return {
    wake,
    joined(link) {
      links.add(link);
      wake();
    },
    left: (link) => void links.delete(link),
    settled(key, wasTaken) {
      (wasTaken ? taken : refused).add(key);
      wake();
    },
  };
}
