/** The call centres of the installation; the administrator creates them, sets limits and links companies. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate } from "../../words/dates.ts";
import { CallRateLimitDialog } from "./call-rate-limit-dialog.tsx";
import { ClosingDialog } from "./closing-dialogs.tsx";
import { InviteAdministrator } from "./invite-administrator.tsx";
import { LimitLines } from "./limit-lines.tsx";
import { type TenantsAnswer, tenantsQuery } from "./service-data.ts";
import { TenantDialog } from "./tenant-dialog.tsx";
import { TrunkAddressesDialog } from "./trunk-addresses-dialog.tsx";

type Tenant = TenantsAnswer["items"][number];

function TieDialog({
  tenant,
  companies,
  onClose,
}: {
  readonly tenant: Tenant;
  readonly companies: TenantsAnswer["companies"];
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [chosen, setChosen] = useState(tenant.company?.id ?? "");
  const tying = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/service/tenants/{id}/company", {
          params: { path: { id: tenant.id } },
          body: { before: tenant.company?.id ?? null, organisationId: chosen === "" ? null : chosen },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const offered = tenant.company === null ? companies : [tenant.company, ...companies];
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    tying.mutate();
  };
  return (
    <Dialog title={t("tieTitle", { name: tenant.name })} onClose={onClose}>
      <form className="grid gap-5" onSubmit={onSubmit}>
        {tying.error === null ? null : <FailureNotice error={tying.error} />}
        <SelectField
          name="company"
          label={t("company")}
          hint={t("companyHint")}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">{t("none")}</option>
          {offered.map(({ id, name, codes }) => (
            <option key={id} value={id}>
              {t("option", { name, codes })}
            </option>
          ))}
        </SelectField>
        {tenant.company !== null && tenant.served > 0 && chosen !== tenant.company.id ? (
          <Notice tone="wait" title={t("leavesTitle")}>
            <p>{t("leavesText", { company: tenant.company.name })}</p>
          </Notice>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={tying.isPending}>
            {t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function TenantCard({
  tenant,
  onTie,
  onEdit,
  onPace,
  onAddresses,
  onInvite,
  onShut,
}: {
  readonly tenant: Tenant;
  readonly onTie: () => void;
  readonly onEdit: () => void;
  readonly onPace: () => void;
  readonly onAddresses: () => void;
  readonly onInvite: () => void;
  readonly onShut: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const locale = useLocale();
  const { closing } = tenant;
  const { name, company, served, usage, channelsMax, spendingMaxRupiah, storageMaxBytes, timeZone } = tenant;
  const limit = channelsMax === null ? t("unlimited") : t("limited", { max: channelsMax });
  return (
    <li className="card flex flex-wrap items-center justify-between gap-3 p-4 sm:p-5">
      <span className="grid min-w-0 gap-1">
        <strong className="break-words">{name}</strong>
        <span className="text-small break-words text-soft">
          {company === null ? t("untied") : t("tied", { company: company.name, codes: company.codes, served })}
        </span>
        <span className="text-small break-words text-soft">{t("usage", usage)}</span>
        <span className="text-small break-words text-soft">
          {t(`zones.${timeZone}`)}, {limit}
        </span>
        <LimitLines limits={{ ...usage, spendingMaxRupiah, storageMaxBytes }} />
        {closing === null ? null : (
          <strong className="flex items-center gap-2 text-small">
            <Icon name="lock" size={16} />
            {closing.isRemoved ? t("removed") : t("closedUntil", { date: longDate(closing.removeOn, locale) })}
          </strong>
        )}
        {tenant.waitingAddresses === 0 ? null : (
          <span className="flex items-center gap-2 text-small">
            <Icon name="error" size={16} />
            {t("addresses.waiting", { count: tenant.waitingAddresses })}
          </span>
        )}
        {usage.administrators > 0 || closing !== null ? null : (
          <span className="flex items-center gap-2 text-small">
            <Icon name="error" size={16} />
            {t("nobody")}
          </span>
        )}
      </span>
      {closing === null ? (
        <span className="flex flex-wrap gap-2">
          <button type="button" className="button button-small" aria-label={t("changeOf", { name })} onClick={onTie}>
            {t("change")}
          </button>
          <button type="button" className="button button-small" aria-label={t("editOf", { name })} onClick={onEdit}>
            {t("edit")}
          </button>
          <button type="button" className="button button-small" aria-label={t("paceOf", { name })} onClick={onPace}>
            {t("pace")}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={t("addresses.openOf", { name })}
            onClick={onAddresses}
          >
            {t("addresses.open")}
          </button>
          <button type="button" className="button button-small" aria-label={t("inviteOf", { name })} onClick={onInvite}>
            {t("invite")}
          </button>
          {tenant.isDefault ? null : (
            <button type="button" className="button button-small" aria-label={t("shutOf", { name })} onClick={onShut}>
              {t("shut")}
            </button>
          )}
        </span>
      ) : null}
      {closing === null || closing.isRemoved ? null : (
        <button type="button" className="button button-small" aria-label={t("reopenOf", { name })} onClick={onShut}>
          {t("reopen")}
        </button>
      )}
    </li>
  );
}

/** The screen of call centres. */
export function TenantsScreen(): ReactNode {
  const t = useTranslations("web.service.tenants");
  const { data, error, refetch } = useQuery(tenantsQuery);
  const [tying, setTying] = useState<Tenant | null>(null);
  const [pacing, setPacing] = useState<Tenant | null>(null);
  const [approving, setApproving] = useState<Tenant | null>(null);
  const [inviting, setInviting] = useState<Tenant | null>(null);
  const [shutting, setShutting] = useState<Tenant | null>(null);
  const [editing, setEditing] = useState<Tenant | "new" | null>(null);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <button type="button" className="button button-main" onClick={() => setEditing("new")}>
          {t("open")}
        </button>
      }
    >
      <Awaiting query={{ data, error, refetch }} lines={3} height={80} />
      <ul className="grid gap-3">
        {data?.items.map((tenant) => (
          <TenantCard
            key={tenant.id}
            tenant={tenant}
            onTie={() => setTying(tenant)}
            onEdit={() => setEditing(tenant)}
            onPace={() => setPacing(tenant)}
            onAddresses={() => setApproving(tenant)}
            onInvite={() => setInviting(tenant)}
            onShut={() => setShutting(tenant)}
          />
        ))}
      </ul>
      {tying === null || data === undefined ? null : (
        <TieDialog tenant={tying} companies={data.companies} onClose={() => setTying(null)} />
      )}
      {pacing === null ? null : <CallRateLimitDialog tenant={pacing} onClose={() => setPacing(null)} />}
      {approving === null ? null : <TrunkAddressesDialog tenant={approving} onClose={() => setApproving(null)} />}
      {inviting === null ? null : <InviteAdministrator tenant={inviting} onClose={() => setInviting(null)} />}
      {shutting === null || data === undefined ? null : (
        <ClosingDialog tenant={shutting} keepDays={data.keepDays} onClose={() => setShutting(null)} />
      )}
      {editing === null ? null : (
        <TenantDialog tenant={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}
