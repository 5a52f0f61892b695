/** The form of an agent: name, phone, queues and skills. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { type SkillRow, SkillRows } from "../../parts/skill-rows.tsx";
import { type NumbersAnswer, numbersQuery } from "../service/service-data.ts";
import { DesktopAccessPart } from "./desktop-access-part.tsx";
import { type AgentBody, type AgentRow, agentsQuery, type QueueRow, queuesQuery } from "./queue-data.ts";
import { readSkills, SKILLS_MAX, skillRows } from "./skills.ts";

interface Draft {
  readonly name: string;
  readonly homePhoneId: string;
  readonly tiers: Readonly<Record<string, string>>;
  readonly skills: readonly SkillRow[];
  readonly personId: string;
  readonly deskNumber: string;
  readonly deskPin: string;
}

function draftOf(row: AgentRow | undefined): Draft {
  return {
    name: row?.name ?? "",
    homePhoneId: row?.homePhoneId ?? "",
    skills: skillRows(row?.skills ?? {}),
    personId: row?.personId ?? "",
    deskNumber: row?.deskNumber ?? "",
    deskPin: "",
    tiers: Object.fromEntries(row?.queues.map(({ queueId, tier }) => [queueId, String(tier)]) ?? []),
  };
}

function bodyOf(draft: Draft): AgentBody {
  const chosen = Object.entries(draft.tiers).filter(([, tier]) => tier !== "");
  return {
    name: draft.name,
    homePhoneId: draft.homePhoneId === "" ? null : draft.homePhoneId,
    queues: chosen.map(([queueId, tier]) => ({ queueId, tier: Number(tier) })),
    skills: readSkills(draft.skills) ?? {},
    personId: draft.personId === "" ? null : draft.personId,
    deskNumber: draft.deskNumber === "" ? null : draft.deskNumber,
    ...(draft.deskPin === "" || draft.deskNumber === "" ? {} : { deskPin: draft.deskPin }),
  };
}

function useKeeping(row: AgentRow | undefined) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const [version, setVersion] = useState(row?.version ?? 0);
  return useMutation({
    mutationFn: async (draft: Draft): Promise<unknown> => {
      const body = bodyOf(draft);
      if (row === undefined) return read(api.POST("/api/service/agents", { body }));
      const params = { path: { id: row.id } };
      return read(api.PUT("/api/service/agents/{id}", { params, body: { ...body, expectedVersion: version } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      await navigate({ to: "/layanan/agen" });
    },
    onError: async (error) => {
      if (problemOf(error).code !== "agent-stale") return;
      const fresh = await cache.fetchQuery({ ...agentsQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ id }) => id === row?.id)?.version ?? version);
    },
  });
}

/** For each queue: whether the agent serves it, and on which tier. */
function QueuesPart({
  queues,
  tiers,
  error,
  onTier,
}: {
  readonly queues: readonly QueueRow[];
  readonly tiers: Draft["tiers"];
  readonly error: string | undefined;
  readonly onTier: (queueId: string, tier: string) => void;
}): ReactNode {
  const t = useTranslations("web.queues");
  return (
    <fieldset id="queues" tabIndex={-1} className={error === undefined ? "grid gap-4" : "field-wrong grid gap-4"}>
      <legend className="mb-2 text-lead font-semibold">{t("serves")}</legend>
      {error === undefined ? null : <p className="field-error">{error}</p>}
      {queues.length === 0 ? <p className="text-soft">{t("noQueuesYet")}</p> : null}
      {queues.map(({ id, name, rules }) => (
        <SelectField
          key={id}
          name={`tier-${id}`}
          label={name}
          value={tiers[id] ?? ""}
          onChange={(event) => onTier(id, event.target.value)}
        >
          <option value="">{t("servesNot")}</option>
          {[
            ...new Set([...rules.tiersOpenMs.map((_, index) => String(index + 1)), ...(tiers[id] ? [tiers[id]] : [])]),
          ].map((tier) => (
            <option key={tier} value={tier}>
              {t("tier", { tier })}
            </option>
          ))}
        </SelectField>
      ))}
    </fieldset>
  );
}

function AgentForm({
  row,
  queues,
  phones,
  knownSkills,
}: {
  readonly row: AgentRow | undefined;
  /** Skill names of other agents, suggested so that a skill has one name. */
  readonly knownSkills: readonly string[];
  readonly queues: readonly QueueRow[];
  readonly phones: NumbersAnswer["phones"];
}): ReactNode {
  const t = useTranslations("web.queues");
  const parts = useTranslations("web.parts");
  const [began] = useState(row);
  const [draft, setDraft] = useState(() => draftOf(began));
  const keeping = useKeeping(began);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed =
      draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("agentName") }) }] : [];
    const unread = readSkills(draft.skills) === null ? [{ field: "skills", message: t("skillsFault") }] : [];
    const misnumbered = /^(\d{3,8})?$/.test(draft.deskNumber)
      ? []
      : [{ field: "deskNumber", message: t("deskNumberFault") }];
    const mispinned = /^(\d{4,8})?$/.test(draft.deskPin) ? [] : [{ field: "deskPin", message: t("deskPinFault") }];
    if (isFree([...unnamed, ...unread, ...misnumbered, ...mispinned])) keeping.mutate(draft);
  };
  return (
    <>
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
        <TextField
          name="name"
          label={t("agentName")}
          maxLength={80}
          error={faultOf("name")}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <SelectField
          name="homePhoneId"
          label={t("phone")}
          hint={t("phoneHint")}
          error={faultOf("homePhoneId")}
          value={draft.homePhoneId}
          onChange={(event) => set({ homePhoneId: event.target.value })}
        >
          <option value="">{t("noPhone")}</option>
          {phones.map(({ id, extension, name }) => (
            <option key={id} value={id}>
              {t("phoneText", { extension, name })}
            </option>
          ))}
        </SelectField>
        <QueuesPart
          queues={queues}
          tiers={draft.tiers}
          error={faultOf("queues")}
          onTier={(queueId, tier) => set({ tiers: { ...draft.tiers, [queueId]: tier } })}
        />
        <fieldset
          id="skills"
          tabIndex={-1}
          className={faultOf("skills") === undefined ? "grid gap-2" : "field-wrong grid gap-2"}
        >
          <legend className="mb-1 text-lead font-semibold">{t("skills")}</legend>
          <p className="text-small text-soft">{t("skillsHint")}</p>
          {faultOf("skills") === undefined ? null : <p className="field-error">{faultOf("skills")}</p>}
          <SkillRows
            name="skill"
            rows={draft.skills}
            max={SKILLS_MAX}
            known={knownSkills}
            onChange={(skills) => set({ skills })}
          />
        </fieldset>
        <DesktopAccessPart
          agentId={began?.id ?? null}
          hasPin={began?.deskNumber != null}
          awaited={began?.awaitedEmail ?? null}
          draft={draft}
          set={set}
          faultOf={faultOf}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {keeping.isPending ? parts("working") : t("keep")}
          </BusyButton>
          <Link to="/layanan/agen" className="button">
            {parts("cancel")}
          </Link>
        </div>
      </form>
    </>
  );
}

function AgentPage({ id }: { readonly id: string | null }): ReactNode {
  const t = useTranslations("web.queues");
  const agents = useQuery(agentsQuery);
  const queues = useQuery(queuesQuery);
  const numbers = useQuery(numbersQuery);
  const row = agents.data?.items.find((one) => one.id === id);
  const isGone = id !== null && agents.data !== undefined && row === undefined;
  const waited = [agents, queues, numbers].find(({ data }) => data === undefined);
  return (
    <Page title={id === null ? t("newAgentTitle") : t("changeTitle", { name: row?.name ?? "" })}>
      {waited === undefined ? null : <Awaiting query={waited} lines={6} />}
      {isGone ? <Empty title={t("agentGoneTitle")}>{t("goneText")}</Empty> : null}
      {agents.data === undefined || queues.data === undefined || numbers.data === undefined || isGone ? null : (
        <AgentForm
          row={row}
          queues={queues.data.items}
          phones={numbers.data.phones}
          knownSkills={[...new Set(agents.data.items.flatMap(({ skills }) => Object.keys(skills)))].sort()}
        />
      )}
    </Page>
  );
}

/** The screen of `/layanan/agen/baru`. */
export function NewAgentScreen(): ReactNode {
  return <AgentPage id={null} />;
}

/** The screen of `/layanan/agen/ID`. */
export function AgentScreen(): ReactNode {
  const { id } = useParams({ from: "/layanan/agen/$id" });
  return <AgentPage id={id} />;
}
