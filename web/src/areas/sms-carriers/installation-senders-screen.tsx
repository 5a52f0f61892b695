/** Sender ids of all call centres, for registration at carriers by the installation. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { type CarrierRow, carriersQuery, type InstallationSender, installationSendersQuery } from "./carrier-data.ts";
import { CarrierWays } from "./carrier-ways.tsx";
import { InstallationSenderCard } from "./installation-sender-card.tsx";

/** The screen of `/operator-sms/pengirim`. */
export function InstallationSendersScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const found = useInfiniteQuery(installationSendersQuery);
  const carriers = useQuery(carriersQuery);
  const [search, setSearch] = useState("");
  const [only, setOnly] = useState("");
  const rows = found.data?.pages.flatMap(({ items }) => items);
  const known = carriers.data?.items;
  const shown = rows?.filter(
    (row) => isNamed(row, search.toLowerCase()) && (only === "" || isWaiting(row, known ?? [])),
  );
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search} label={t("search")} onSearch={setSearch} />
        <FilterSelect
          label={t("only")}
          value={only}
          options={[{ value: "waiting", label: t("waiting") }]}
          onChange={setOnly}
        />
      </div>
      <Awaiting query={found} lines={6} height={80} />
      {found.data === undefined ? null : <Awaiting query={carriers} lines={6} height={80} />}
      {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {rows !== undefined && rows.length > 0 && shown?.length === 0 ? (
        <Empty title={t("noneTitle")}>{t("noneText")}</Empty>
      ) : null}
      <ul className="grid gap-4">
        {known === undefined
          ? null
          : shown?.map((sender) => <InstallationSenderCard key={sender.id} sender={sender} carriers={known} />)}
      </ul>
      {found.hasNextPage ? (
        <p className="mt-4">
          <BusyButton
            type="button"
            className="button"
            isBusy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t("more")}
          </BusyButton>
        </p>
      ) : null}
    </Page>
  );
}

const isNamed = ({ value, tenant }: InstallationSender, wanted: string): boolean =>
  value.toLowerCase().includes(wanted) || tenant.toLowerCase().includes(wanted);

/** Whether an action or an answer is outstanding at an existing carrier. */
function isWaiting({ registrations }: InstallationSender, carriers: readonly CarrierRow[]): boolean {
  return carriers.some(({ id }) => {
    const state = registrations.find(({ carrierId }) => carrierId === id)?.state ?? "draft";
    return state === "draft" || state === "submitted";
  });
}
