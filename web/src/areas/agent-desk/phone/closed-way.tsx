/** Shows that the network blocks RTP, with the firewall rule to forward to the network's administrators. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../../parts/notice.tsx";
import type { SoundWay } from "./sound-way.ts";

/** Announced to screen readers at once. */
export function ClosedWay({ way: { address, ports } }: { readonly way: SoundWay }): ReactNode {
  const t = useTranslations("web.agentDesk.phone.way");
  const params = { address, from: String(ports.from), to: String(ports.to) };
  return (
    <div role="alert" className="col-span-full">
      <Notice tone="wait" title={t("closedTitle")}>
        <p>{t("closed")}</p>
        <p className="mt-2">{t("askNetwork")}</p>
        <p className="mt-1 font-semibold tabular-nums [overflow-wrap:anywhere]">{t("rule", params)}</p>
        <p className="mt-2">{t("meanwhile")}</p>
      </Notice>
    </div>
  );
}
