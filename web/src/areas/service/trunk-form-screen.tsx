/** The form of a trunk: agreement, host, source addresses and number of channels. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { type TrunkBody, type TrunkRow, type TrunksAnswer, trunksQuery } from "./service-data.ts";

/** The form data; numbers and addresses are text until they are sent. */
interface Draft {
  readonly name: string;
  readonly kind: TrunkBody["kind"];
  readonly carrier: string;
  readonly agreementNumber: string;
  readonly agreementUntil: string;
  readonly host: string;
  readonly port: string;
  readonly transport: TrunkBody["transport"];
  readonly isEncrypted: boolean;
  readonly addresses: string;
  readonly channelsMax: string;
  readonly dials: TrunkBody["dials"];
  readonly isOn: boolean;
}

const DIAL_KINDS: TrunkBody["dials"] = ["national", "short", "abroad", "premium"];

function draftOf(row: TrunkRow | undefined, linesPerE1: number): Draft {
  if (row === undefined) {
    return {
      name: "",
      kind: "e1-gateway",
      carrier: "",
      agreementNumber: "",
      agreementUntil: "",
      host: "",
      port: "5060",
      transport: "udp",
      isEncrypted: false,
      addresses: "",
      channelsMax: String(linesPerE1),
      isOn: true,
      dials: ["national", "short"],
    };
  }
  return {
    name: row.name,
    kind: row.kind,
    carrier: row.carrier,
    agreementNumber: row.agreementNumber,
    agreementUntil: row.agreementUntil ?? "",
    host: row.host,
    port: String(row.port),
    transport: row.transport,
    addresses: row.addresses.join("\n"),
    channelsMax: String(row.channelsMax),
    isOn: row.isOn,
    isEncrypted: row.isEncrypted,
    dials: row.dials,
  };
}

function bodyOf(draft: Draft): TrunkBody {
  const addresses = draft.addresses.split(/[\s,;]+/).filter((address) => address !== "");
  return {
    ...draft,
    agreementUntil: draft.agreementUntil === "" ? null : draft.agreementUntil,
    port: Number(draft.port),
    channelsMax: Number(draft.channelsMax),
    addresses,
  };
}

/** Saves with the version of the trunk when the form opened, so that another user's change is not overwritten unseen. */
function useKeeping(row: TrunkRow | undefined) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const [version, setVersion] = useState(row?.version ?? 0);
  const keeping = useMutation({
    mutationFn: async (draft: Draft) => {
      const body = bodyOf(draft);
      if (row === undefined) return read(api.POST("/api/service/trunks", { body }));
      const params = { path: { id: row.id } };
      return read(api.PUT("/api/service/trunks/{id}", { params, body: { ...body, expectedVersion: version } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      await navigate({ to: "/layanan/sambungan" });
    },
    onError: async (error) => {
      if (problemOf(error).code !== "trunk-stale") return;
      const fresh = await cache.fetchQuery({ ...trunksQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ id }) => id === row?.id)?.version ?? version);
    },
  });
  return keeping;
}

type Set = (part: Partial<Draft>) => void;
type FaultOf = (field: string) => string | undefined;

interface PartProps {
  readonly draft: Draft;
  readonly set: Set;
  readonly faultOf: FaultOf;
  readonly rules: TrunksAnswer;
}

function CarrierPart({ draft, set, faultOf, rules }: PartProps): ReactNode {
  const t = useTranslations("web.service.trunks");
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partCarrier")}</legend>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={80}
        error={faultOf("name")}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        name="carrier"
        label={t("carrier")}
        maxLength={120}
        error={faultOf("carrier")}
        value={draft.carrier}
        onChange={(event) => set({ carrier: event.target.value })}
      />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField
          name="agreementNumber"
          label={t("agreementNumber")}
          maxLength={80}
          error={faultOf("agreementNumber")}
          value={draft.agreementNumber}
          onChange={(event) => set({ agreementNumber: event.target.value })}
        />
        <TextField
          type="date"
          name="agreementUntil"
          label={t("agreementUntil")}
          error={faultOf("agreementUntil")}
          value={draft.agreementUntil}
          onChange={(event) => set({ agreementUntil: event.target.value })}
        />
      </div>
      <div>
        <p className="max-w-[70ch] text-small text-soft">{t("agreementWhy")}</p>
        <RuleNote rule={rules.agreementRule} />
      </div>
    </fieldset>
  );
}

/** RFC 3261 §19.1.2: the default port changes with the transport. SRTP keys may be sent over TLS only. */
function ofTransport({ transport: before, port, isEncrypted }: Draft, transport: Draft["transport"]): Partial<Draft> {
  const usual = (one: Draft["transport"]): string => (one === "tls" ? "5061" : "5060");
  return {
    transport,
    port: port === usual(before) ? usual(transport) : port,
    isEncrypted: transport === "tls" && isEncrypted,
  };
}

function PlacePart({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.service.trunks");
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partPlace")}</legend>
      <TextField
        name="host"
        label={t("host")}
        hint={t("hostHint")}
        maxLength={253}
        error={faultOf("host")}
        value={draft.host}
        onChange={(event) => set({ host: event.target.value })}
      />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField
          name="port"
          label={t("port")}
          inputMode="numeric"
          maxLength={5}
          error={faultOf("port")}
          value={draft.port}
          onChange={(event) => set({ port: event.target.value })}
        />
        <SelectField
          name="transport"
          label={t("transport")}
          error={faultOf("transport")}
          value={draft.transport}
          onChange={(event) => set(ofTransport(draft, event.target.value as Draft["transport"]))}
        >
          <option value="udp">UDP</option>
          <option value="tcp">TCP</option>
          <option value="tls">TLS</option>
        </SelectField>
      </div>
      {draft.transport === "tls" ? (
        <div className="grid gap-2">
          <p className="max-w-[70ch] text-small text-soft">{t("tlsHint")}</p>
          <CheckField
            name="isEncrypted"
            label={t("isEncrypted")}
            error={faultOf("isEncrypted")}
            checked={draft.isEncrypted}
            onChange={(event) => set({ isEncrypted: event.target.checked })}
          />
          <p className="max-w-[70ch] text-small text-soft">{t("isEncryptedHint")}</p>
        </div>
      ) : null}
      <TextArea
        name="addresses"
        label={t("addresses")}
        hint={t("addressesHint")}
        rows={3}
        error={faultOf("addresses") ?? faultOf("addresses.0")}
        value={draft.addresses}
        onChange={(event) => set({ addresses: event.target.value })}
      />
    </fieldset>
  );
}

function ChannelPart({ draft, set, faultOf, rules }: PartProps): ReactNode {
  const t = useTranslations("web.service.trunks");
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partChannels")}</legend>
      <SelectField
        name="kind"
        label={t("kind")}
        hint={t(`kindText.${draft.kind}`, { lines: rules.linesPerE1 })}
        error={faultOf("kind")}
        value={draft.kind}
        onChange={(event) => {
          const kind = event.target.value as Draft["kind"];
          set({ kind, ...(kind === "e1-gateway" ? { channelsMax: String(rules.linesPerE1) } : {}) });
        }}
      >
        <option value="e1-gateway">{t("kinds.e1-gateway")}</option>
        <option value="sip">{t("kinds.sip")}</option>
      </SelectField>
      <TextField
        name="channelsMax"
        label={t("channelsMax")}
        hint={t("channelsHint")}
        inputMode="numeric"
        maxLength={5}
        error={faultOf("channelsMax")}
        value={draft.channelsMax}
        onChange={(event) => set({ channelsMax: event.target.value })}
      />
      {draft.kind === "e1-gateway" ? <RuleNote rule={rules.linesRule} /> : null}
      <CheckField
        name="isOn"
        label={t("isOn")}
        error={faultOf("isOn")}
        checked={draft.isOn}
        onChange={(event) => set({ isOn: event.target.checked })}
      />
    </fieldset>
  );
}

function DialPart({ draft, set }: PartProps): ReactNode {
  const t = useTranslations("web.service.trunks");
  const change = (kind: TrunkBody["dials"][number], isIn: boolean): void =>
    set({ dials: DIAL_KINDS.filter((one) => (one === kind ? isIn : draft.dials.includes(one))) });
  return (
    <fieldset className="grid gap-3" aria-describedby="dials-hint">
      <legend className="mb-3 text-lead font-semibold">{t("partDials")}</legend>
      <p id="dials-hint" className="max-w-[70ch] text-small text-soft">
        {t("dialsHint")}
      </p>
      {DIAL_KINDS.map((kind) => (
        <CheckField
          key={kind}
          name={`dials-${kind}`}
          label={t(`dialKinds.${kind}`)}
          checked={draft.dials.includes(kind)}
          onChange={(event) => change(kind, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}

/** Client-side validation before submission. */
function useMissing(): (draft: Draft) => readonly { field: string; message: string }[] {
  const t = useTranslations("web.service.trunks");
  const parts = useTranslations("web.parts");
  const isWhole = (text: string, most: number): boolean =>
    /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most;
  return (draft) => {
    const needed = (["name", "carrier", "host", "addresses"] as const).filter((field) => draft[field].trim() === "");
    return [
      ...needed.map((field) => ({ field, message: parts("required", { field: t(field) }) })),
      ...(isWhole(draft.port, 65_535) ? [] : [{ field: "port", message: t("portFault") }]),
      ...(isWhole(draft.channelsMax, 10_000) ? [] : [{ field: "channelsMax", message: t("channelsFault") }]),
    ];
  };
}

function TrunkForm({ row, rules }: { readonly row: TrunkRow | undefined; readonly rules: TrunksAnswer }): ReactNode {
  const t = useTranslations("web.service.trunks");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState(() => draftOf(row, rules.linesPerE1));
  const missingIn = useMissing();
  const keeping = useKeeping(row);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(missingIn(draft))) keeping.mutate(draft);
  };
  const part: PartProps = {
    draft,
    rules,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    faultOf,
  };
  return (
    <>
      {problem?.code === "trunk-stale" ? (
        <div className="mb-4">
          <FailureNotice error={keeping.error} />
        </div>
      ) : null}
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid gap-8 p-5 sm:p-7" onSubmit={onSubmit}>
        <CarrierPart {...part} />
        <PlacePart {...part} />
        <ChannelPart {...part} />
        <DialPart {...part} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {keeping.isPending ? parts("working") : t("save")}
          </BusyButton>
          <Link to="/layanan/sambungan" className="button">
            {parts("cancel")}
          </Link>
        </div>
      </form>
    </>
  );
}

/** The screen of a new trunk. */
export function NewTrunkScreen(): ReactNode {
  const t = useTranslations("web.service.trunks");
  const { data, error, refetch } = useQuery({ ...trunksQuery, refetchInterval: false });
  return (
    <Page title={t("newTitle")} lead={t("newLead")}>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data === undefined ? null : <TrunkForm row={undefined} rules={data} />}
    </Page>
  );
}

/** The screen that edits a trunk. */
export function TrunkScreen(): ReactNode {
  const t = useTranslations("web.service.trunks");
  const { id } = useParams({ from: "/layanan/sambungan/$id" });
  const { data, error, refetch } = useQuery({ ...trunksQuery, refetchInterval: false });
  const row = data?.items.find((one) => one.id === id);
  return (
    <Page title={row === undefined ? t("title") : t("changeTitle", { name: row.name })}>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && row === undefined ? (
        <Empty
          title={t("goneTitle")}
          action={
            <Link to="/layanan/sambungan" className="button">
              {t("toList")}
            </Link>
          }
        />
      ) : null}
      {data === undefined || row === undefined ? null : <TrunkForm key={row.id} row={row} rules={data} />}
    </Page>
  );
}
