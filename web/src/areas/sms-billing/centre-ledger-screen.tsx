/** The ledger of one call centre, for the installation. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "../../parts/page.tsx";
import { WayBack } from "../evaluations/way-back.tsx";
import { balancesQuery, type LedgerAddress } from "./billing-data.ts";
import { LedgerPart } from "./ledger-part.tsx";

/** The screen of `/operator-sms/saldo/ID`. */
export function CentreLedgerScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const { id } = useParams({ from: "/operator-sms/saldo/$id" });
  const address: LedgerAddress = useSearch({ from: "/operator-sms/saldo/$id" });
  const navigate = useNavigate({ from: "/operator-sms/saldo/$id" });
  const balances = useQuery(balancesQuery);
  const tenant = balances.data?.items.find(({ tenantId }) => tenantId === id)?.tenant;
  const back = (
    <WayBack>
      <Link to="/operator-sms/saldo">{t("title")}</Link>
    </WayBack>
  );
  return (
    <Page width="working" title={tenant === undefined ? t("ledger") : t("ledgerOf", { tenant })} above={back}>
      <LedgerPart
        address={address}
        centreId={id}
        onChange={(search) => void navigate({ search: { ...search }, replace: true })}
      />
    </Page>
  );
}
