/** The lists of the technical configuration: sites, trunks, border controllers, switches, SMS carriers. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type {
  BorderRow,
  ExchangeRow,
  Site,
  SmsCarrierRow,
  TrunkRow,
} from "../../../../src/licensing/requirements/form.shared.ts";
import { ownName } from "./answer-words.ts";
import { countryChoices } from "./countries.ts";
import type { LicenceForm } from "./licence-types.ts";
import { CheckAt, CountAt, LinesAt, SelectAt, SomeAt, TextAt } from "./part-fields.tsx";
import { newRowId, PartRows } from "./part-rows.tsx";

const SITE_KINDS = ["service-centre", "noc", "colocation", "installation", "data-centre"] as const;
const EXCHANGE_KINDS = ["pbx", "ip-pbx", "cloud-pbx", "cpaas"] as const;
const CODECS = ["G.711", "G.722", "G.729", "Opus"] as const;
const MOST = { sites: 100, trunks: 60, borders: 30, exchanges: 30, smsCarriers: 20 } as const;

interface ListProps {
  readonly form: LicenceForm;
}

/** Options from rows of another list; a row without a name is shown by its number. */
function useRowOptions() {
  const t = useTranslations("web.licenceForm");
  return (rows: readonly { readonly id: string }[]) =>
    rows.map((row, index) => ({ value: row.id, label: ownName({ ...row }) || t("nth.row", { nth: index + 1 }) }));
}

/** Selects the site of an element. */
function SiteAt({ path, form }: ListProps & { readonly path: string }): ReactNode {
  const t = useTranslations("web.licenceForm");
  const options = useRowOptions();
  return (
    <SelectAt
      path={`${path}.siteId`}
      label={t("field.siteId")}
      empty={t("choose")}
      options={options(form.configuration.sites)}
    />
  );
}

/** The sites where elements of the call centre are installed. */
export function Sites(): ReactNode {
  const t = useTranslations("web.licenceForm");
  const locale = useLocale();
  return (
    <PartRows<Site>
      path="sites"
      title={t("list.sites")}
      addText={t("add.site")}
      emptyText={t("none.sites")}
      rowsMax={MOST.sites}
      newRow={() => ({
        id: newRowId(),
        kind: "service-centre",
        name: "",
        address: "",
        city: "",
        country: "ID",
        agents: null,
      })}
      nameOf={(row, index) => row.name || t("nth.site", { nth: index + 1 })}
    >
      {(_, path) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextAt path={`${path}.name`} label={t("field.siteName")} maxLength={200} />
          <SelectAt
            path={`${path}.kind`}
            label={t("field.siteKind")}
            options={SITE_KINDS.map((value) => ({ value, label: t(`choice.${value}`) }))}
          />
          <div className="sm:col-span-2">
            <LinesAt path={`${path}.address`} label={t("field.address")} rows={2} />
          </div>
          <TextAt path={`${path}.city`} label={t("field.city")} maxLength={100} />
          <SelectAt
            path={`${path}.country`}
            label={t("field.country")}
            empty={t("choose")}
            options={countryChoices(locale)}
          />
          <CountAt path={`${path}.agents`} label={t("field.agents")} hint={t("hint.agents")} />
        </div>
      )}
    </PartRows>
  );
}

/** The trunks from carriers. */
export function Trunks({ form }: ListProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const options = useRowOptions();
  const { exchanges, borders } = form.configuration;
  const agreements = form.agreements.rows.filter(({ kind }) => kind !== "sms");
  return (
    <PartRows<TrunkRow>
      path="trunks"
      title={t("list.trunks")}
      addText={t("add.trunk")}
      emptyText={t("none.trunks")}
      rowsMax={MOST.trunks}
      newRow={() => ({
        id: newRowId(),
        agreementId: agreements[0]?.id ?? "",
        kind: "sip",
        capacity: null,
        protocol: "sip-tls",
        codecs: ["G.711"],
        srtp: true,
        siteId: "",
        leadsTo: borders[0]?.id ?? exchanges[0]?.id ?? "",
      })}
      nameOf={(row, index) => {
        const partner = agreements.find(({ id }) => id === row.agreementId)?.partner;
        return partner === undefined || partner === "" ? t("nth.trunk", { nth: index + 1 }) : t("trunkOf", { partner });
      }}
    >
      {(row, path) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <SelectAt
            path={`${path}.agreementId`}
            label={t("field.agreementId")}
            hint={t("hint.agreementId")}
            empty={t("choose")}
            options={options(agreements)}
          />
          <SelectAt
            path={`${path}.kind`}
            label={t("field.trunkKind")}
            options={(["e1", "sip"] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          />
          <CountAt path={`${path}.capacity`} label={t(row.kind === "e1" ? "field.e1s" : "field.channels")} />
          <SelectAt
            path={`${path}.protocol`}
            label={t("field.protocol")}
            options={(["isdn-pri", "sip-udp", "sip-tcp", "sip-tls"] as const).map((value) => ({
              value,
              label: t(`choice.${value}`),
            }))}
          />
          <SiteAt path={path} form={form} />
          <SelectAt
            path={`${path}.leadsTo`}
            label={t("field.leadsTo")}
            empty={t("choose")}
            options={options([...borders, ...exchanges])}
          />
          <div className="sm:col-span-2">
            <SomeAt
              path={`${path}.codecs`}
              legend={t("field.codecs")}
              options={CODECS.map((value) => ({ value, label: value }))}
            />
          </div>
          {row.kind === "sip" ? <CheckAt path={`${path}.srtp`} label={t("field.srtp")} /> : null}
        </div>
      )}
    </PartRows>
  );
}

/** Border controllers and E1 gateways. */
export function Borders({ form }: ListProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const options = useRowOptions();
  const { exchanges } = form.configuration;
  return (
    <PartRows<BorderRow>
      path="borders"
      title={t("list.borders")}
      addText={t("add.border")}
      emptyText={t("none.borders")}
      rowsMax={MOST.borders}
      newRow={() => ({
        id: newRowId(),
        name: "",
        kind: "sbc",
        deviceId: "",
        siteId: "",
        leadsTo: exchanges[0]?.id ?? "",
      })}
      nameOf={(row, index) => row.name || t("nth.border", { nth: index + 1 })}
    >
      {(_, path) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextAt path={`${path}.name`} label={t("field.name")} maxLength={200} />
          <SelectAt
            path={`${path}.kind`}
            label={t("field.kind")}
            options={(["sbc", "e1-gateway"] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          />
          <SelectAt
            path={`${path}.deviceId`}
            label={t("field.deviceId")}
            hint={t("hint.deviceId")}
            empty={t("choose")}
            options={options(form.devices.rows)}
          />
          <SiteAt path={path} form={form} />
          <SelectAt
            path={`${path}.leadsTo`}
            label={t("field.leadsTo")}
            empty={t("choose")}
            options={options(exchanges)}
          />
        </div>
      )}
    </PartRows>
  );
}

/** The switches of the call centre. */
export function Exchanges({ form }: ListProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const options = useRowOptions();
  const wished = form.service.configurations[0] ?? "ip-pbx";
  return (
    <PartRows<ExchangeRow>
      path="exchanges"
      title={t("list.exchanges")}
      addText={t("add.exchange")}
      emptyText={t("none.exchanges")}
      rowsMax={MOST.exchanges}
      newRow={() => ({
        id: newRowId(),
        kind: wished,
        name: "",
        deviceId: "",
        siteId: "",
        vendor: "",
        region: "",
        redundancy: "",
        webhookSecurity: "",
      })}
      nameOf={(row, index) => row.name || t("nth.exchange", { nth: index + 1 })}
    >
      {(row, path) => {
        const isRented = row.kind === "cloud-pbx" || row.kind === "cpaas";
        return (
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <TextAt path={`${path}.name`} label={t("field.name")} maxLength={200} />
            <SelectAt
              path={`${path}.kind`}
              label={t("field.kind")}
              options={EXCHANGE_KINDS.map((value) => ({ value, label: t(`choice.${value}`) }))}
            />
            <SelectAt
              path={`${path}.deviceId`}
              label={t("field.deviceId")}
              hint={t("hint.deviceId")}
              empty={t(isRented ? "rented" : "choose")}
              options={options(form.devices.rows)}
            />
            <SiteAt path={path} form={form} />
            {isRented ? (
              <>
                <TextAt path={`${path}.vendor`} label={t("field.vendor")} maxLength={200} />
                <TextAt path={`${path}.region`} label={t("field.region")} hint={t("hint.region")} maxLength={100} />
              </>
            ) : null}
            <LinesAt path={`${path}.redundancy`} label={t("field.redundancy")} hint={t("hint.redundancy")} rows={2} />
            {row.kind === "cpaas" ? (
              <LinesAt
                path={`${path}.webhookSecurity`}
                label={t("field.webhookSecurity")}
                hint={t("hint.webhookSecurity")}
                rows={2}
              />
            ) : null}
          </div>
        );
      }}
    </PartRows>
  );
}

/** SMS A2P carriers. */
export function SmsCarriers({ form }: ListProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const options = useRowOptions();
  const agreements = form.agreements.rows.filter(({ kind }) => kind === "sms");
  return (
    <PartRows<SmsCarrierRow>
      path="smsCarriers"
      title={t("list.smsCarriers")}
      addText={t("add.smsCarrier")}
      emptyText={t("none.smsCarriers")}
      rowsMax={MOST.smsCarriers}
      newRow={() => ({
        id: newRowId(),
        carrier: "",
        agreementId: agreements[0]?.id ?? "",
        protocol: "smpp",
        rate: null,
        leadsTo: form.configuration.exchanges[0]?.id ?? "",
      })}
      nameOf={(row, index) => row.carrier || t("nth.smsCarrier", { nth: index + 1 })}
    >
      {(_, path) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextAt path={`${path}.carrier`} label={t("field.carrier")} maxLength={200} />
          <SelectAt
            path={`${path}.agreementId`}
            label={t("field.agreementId")}
            empty={t("choose")}
            options={options(agreements)}
          />
          <SelectAt
            path={`${path}.protocol`}
            label={t("field.protocol")}
            options={(["smpp", "http"] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          />
          <CountAt path={`${path}.rate`} label={t("field.rate")} hint={t("hint.rate")} />
          <SelectAt
            path={`${path}.leadsTo`}
            label={t("field.leadsTo")}
            empty={t("choose")}
            options={options(form.configuration.exchanges)}
          />
        </div>
      )}
    </PartRows>
  );
}
