/** The dialog in which the installation's administrator approves the source addresses of a call centre's trunks. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { type TrunkAddressesAnswer, trunkAddressesQuery } from "./service-data.ts";

type TrunkAddress = TrunkAddressesAnswer["items"][number];

function AddressState({ item }: { readonly item: TrunkAddress }): ReactNode {
  const t = useTranslations("web.service.tenants.addresses");
  const locale = useLocale();
  const { approvedAt, approver, claimants } = item;
  return (
    <span className="grid min-w-0 justify-items-start gap-1">
      <strong className="break-words">{item.address}</strong>
      <span className="text-small break-words text-soft">{item.trunk}</span>
      {approvedAt === null ? (
        <Badge shape="half" tone="wait">
          {t("waits")}
        </Badge>
      ) : (
        <>
          <Badge shape="tick" tone="good">
            {t("approved")}
          </Badge>
          <span className="text-small break-words">
            {approver === null
              ? moment(approvedAt, locale)
              : t("approvedBy", { at: moment(approvedAt, locale), name: approver })}
          </span>
        </>
      )}
      {claimants.length === 0 ? null : (
        <span className="text-small break-words">{t("claimants", { names: claimants.join(", ") })}</span>
      )}
    </span>
  );
}

/** The addresses of one call centre, waiting ones first. */
export function TrunkAddressesDialog({
  tenant,
  onClose,
}: {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants.addresses");
  const cache = useQueryClient();
  const found = useQuery(trunkAddressesQuery(tenant.id));
  const approval = useMutation({
    mutationFn: (body: { readonly address: string; readonly isApproved: boolean }) =>
      read(api.PUT("/api/service/tenants/{id}/trunk-addresses", { params: { path: { id: tenant.id } }, body })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
  return (
    <Dialog title={t("title", { name: tenant.name })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch] text-soft">{t("text")}</p>
        {approval.error === null ? null : <FailureNotice error={approval.error} />}
        <Awaiting query={found} lines={3} />
        {found.data?.items.length === 0 ? <p>{t("none")}</p> : null}
        <ul className="grid gap-3">
          {found.data?.items.map((item) => {
            const { address } = item;
            const isApproved = item.approvedAt !== null;
            return (
              <li key={address} className="flex flex-wrap items-center justify-between gap-3">
                <AddressState item={item} />
                <BusyButton
                  type="button"
                  className="button button-small"
                  isBusy={approval.isPending}
                  aria-label={t(isApproved ? "withdrawOf" : "approveOf", { address })}
                  onClick={() => approval.mutate({ address, isApproved: !isApproved })}
                >
                  {t(isApproved ? "withdraw" : "approve")}
                </BusyButton>
              </li>
            );
          })}
        </ul>
        <div className="flex justify-end">
          <button type="button" className="button" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
