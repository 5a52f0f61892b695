/** A call centre's use of its spending limit in rupiah and of its recording storage, as text and colour. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type LimitStatus, limitStatus } from "../../../../src/service/tenancy/tenants/limit-status.shared.ts";
import { Icon } from "../../parts/icons.tsx";
import { Notice } from "../../parts/notice.tsx";
import { bytesText, rupiah, shareOf } from "../../words/amounts.ts";
import type { ServiceHome } from "./service-data.ts";

type Limits = ServiceHome["limits"];

/** One line per limit; a line near or at its limit is marked. */
export function LimitLines({ limits }: { readonly limits: Limits }): ReactNode {
  const t = useTranslations("web.service.limits");
  const locale = useLocale();
  const { spentRupiah, spendingMaxRupiah, storedBytes, storageMaxBytes } = limits;
  const spent = rupiah(spentRupiah, locale);
  const stored = bytesText(storedBytes, locale);
  return (
    <>
      <LimitLine standing={limitStatus(spentRupiah, spendingMaxRupiah)}>
        {spendingMaxRupiah === null
          ? t("spent", { used: spent })
          : t("spentOf", {
              used: spent,
              max: rupiah(spendingMaxRupiah, locale),
              share: shareOf(spentRupiah, spendingMaxRupiah),
            })}
      </LimitLine>
      <LimitLine standing={limitStatus(storedBytes, storageMaxBytes)}>
        {storageMaxBytes === null
          ? t("stored", { used: stored })
          : t("storedOf", {
              used: stored,
              max: bytesText(storageMaxBytes, locale),
              share: shareOf(storedBytes, storageMaxBytes),
            })}
      </LimitLine>
    </>
  );
}

function LimitLine({
  standing,
  children,
}: {
  readonly standing: LimitStatus;
  readonly children: ReactNode;
}): ReactNode {
  const t = useTranslations("web.service.limits");
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-small break-words text-soft">
      {children}
      {standing === "near" || standing === "reached" ? (
        <strong className="flex items-center gap-1">
          <Icon name="error" size={16} />
          {t(standing)}
        </strong>
      ) : null}
    </span>
  );
}

/** Notices to a call centre near a limit, with the effect of reaching it. */
export function LimitNotices({ limits }: { readonly limits: Limits }): ReactNode {
  const t = useTranslations("web.service.limits");
  const { spentRupiah, spendingMaxRupiah, storedBytes, storageMaxBytes } = limits;
  const spending = limitStatus(spentRupiah, spendingMaxRupiah);
  const storage = limitStatus(storedBytes, storageMaxBytes);
  const isTold = (status: LimitStatus): boolean => status === "near" || status === "reached";
  if (!isTold(spending) && !isTold(storage)) return null;
  return (
    <div className="mb-5 grid gap-3">
      {isTold(spending) ? (
        <Notice tone="wait" title={t(spending === "reached" ? "spendingReached" : "spendingNear")}>
          <p>{t("spendingText")}</p>
        </Notice>
      ) : null}
      {isTold(storage) ? (
        <Notice tone="wait" title={t(storage === "reached" ? "storageReached" : "storageNear")}>
          <p>{t("storageText")}</p>
        </Notice>
      ) : null}
      <LimitLines limits={limits} />
    </div>
  );
}
