/** One code by its URL, so that a link to it can be shared. */
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Page } from "../../parts/page.tsx";
import { displayCode } from "../../words/code-block.ts";
import { CodeDetails } from "./code-details.tsx";
import { useInventoryLive } from "./inventory-live.ts";
import { PublicHistory } from "./public-history.tsx";

/** The screen of one code. */
export function NumberScreen(): ReactNode {
  const { code } = useParams({ from: "/nomor/$code" });
  const t = useTranslations("web.numbers");
  const { liveness } = useInventoryLive();
  return (
    <Page
      title={t("oneTitle", { code: displayCode(code) })}
      above={
        <Link to="/nomor" search={{ code }} className="mb-3 inline-flex items-center gap-1">
          <Icon name="left" size={16} />
          {t("allNumbers")}
        </Link>
      }
      actions={<Freshness liveness={liveness} />}
    >
      <LostConnection liveness={liveness} />
      <div className="card p-5">
        <CodeDetails code={code} />
      </div>
      <PublicHistory code={code} />
    </Page>
  );
}
