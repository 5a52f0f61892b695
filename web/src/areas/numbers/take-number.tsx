/** "Take this number": holds an available code and continues to its application, or shows the missing step. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useActing } from "../../data/acting.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { applicationsQuery, holdsQuery, myOrganisationsQuery, sessionQuery } from "../../data/queries.ts";
import type { ApplicationRow, Code, Hold, NumberRequestKind, Organisation } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { isStaff } from "../../shell/places.ts";

/** Holds the code. An existing draft takes the code; otherwise the questions before an application follow. */
async function takeNumber(wish: {
  readonly organisationId: string;
  readonly code: string;
  readonly holds: Promise<readonly Hold[]>;
  readonly drafts: Promise<readonly ApplicationRow[]>;
}): Promise<{ readonly holdId: string; readonly draftId: string | null }> {
  const { organisationId, code } = wish;
  const [holds, drafts] = await Promise.all([wish.holds, wish.drafts]);
  const own = holds.find((one) => one.code === code);
  const hold = own ?? (await read(api.POST("/api/holds", { body: { organisationId, code } })));
  // A case about a held code needs no available code.
  const draft = drafts.find(
    (row) => row.organisationId === organisationId && (row.kind === "new" || row.kind === "additional"),
  );
  if (draft === undefined) return { holdId: hold.id, draftId: null };
  const kind: NumberRequestKind = draft.kind === "new" ? "new" : "additional";
  const body = { organisationId, kind, holdId: hold.id };
  const application = await read(api.POST("/api/applications", { body }));
  return { holdId: hold.id, draftId: application.id };
}

function OwnHold({
  hold,
  draftId,
  onContinue,
  working,
}: {
  readonly hold: Hold;
  readonly draftId: string | undefined;
  readonly onContinue: () => void;
  readonly working: boolean;
}): ReactNode {
  const t = useTranslations("web.numbers");
  const cache = useQueryClient();
  const refresh = (): Promise<unknown> =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["holds"] }),
      cache.invalidateQueries({ queryKey: ["inventory"] }),
    ]);
  const release = useMutation({
    mutationFn: () => read(api.DELETE("/api/holds/{id}", { params: { path: { id: hold.id } } })),
    onSuccess: refresh,
  });
  return (
    <div className="grid gap-3">
      <Notice tone="wait" title={t("heldForYou")}>
        <Countdown until={hold.heldUntil} onOver={() => void refresh()} />
      </Notice>
      {draftId === undefined ? (
        <BusyButton type="button" className="button button-main" isBusy={working} onClick={onContinue}>
          {t("toApplication")}
        </BusyButton>
      ) : (
        <Link to="/permohonan/$id" params={{ id: draftId }} className="button button-main">
          {t("toApplication")}
        </Link>
      )}
      <BusyButton type="button" className="button" isBusy={release.isPending} onClick={() => release.mutate()}>
        {t("release")}
      </BusyButton>
      <p className="text-small text-soft">{t("releaseHint")}</p>
      {release.error === null ? null : <FailureNotice error={release.error} />}
    </div>
  );
}

function TakeForCompany({
  code,
  organisations,
}: {
  readonly code: Code;
  readonly organisations: readonly Organisation[];
}): ReactNode {
  const t = useTranslations("web.numbers");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const verified = organisations.filter((organisation) => organisation.state === "verified");
  const [chosen, setChosen] = useState<string | null>(null);
  const { data: session } = useQuery(sessionQuery);
  const acting = useActing(session);
  const organisation =
    verified.find((one) => one.id === chosen) ??
    verified.find((one) => one.id === acting?.organisationId) ??
    verified[0];
  const organisationId = organisation?.id ?? "";
  const holdsAsked = holdsQuery(organisationId);
  const draftsAsked = applicationsQuery({
    scope: "mine",
    organisation: organisationId,
    state: "draft",
    pageSize: 50,
  });
  const holds = useQuery({ ...holdsAsked, enabled: organisationId !== "" });
  const mine = useQuery({ ...draftsAsked, enabled: organisationId !== "" });
  const hold = holds.data?.items.find((one) => one.code === code.code);
  const take = useMutation({
    // A press before the lists have loaded waits for them, because an existing draft would be missed otherwise.
    mutationFn: () =>
      takeNumber({
        organisationId,
        code: code.code,
        holds: cache.ensureQueryData(holdsAsked).then(({ items }) => items),
        drafts: cache.ensureQueryData(draftsAsked).then(({ items }) => items),
      }),
    onSuccess: ({ holdId, draftId }) =>
      draftId === null
        ? navigate({ to: "/permohonan/baru", search: { hold: holdId, organisation: organisationId } })
        : navigate({ to: "/permohonan/$id", params: { id: draftId } }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["holds"] }),
        cache.invalidateQueries({ queryKey: ["inventory", "code", code.code] }),
      ]),
  });
  if (organisation === undefined) {
    return (
      <Notice tone="wait" title={t("notVerifiedTitle")}>
        <p>{t("notVerifiedText")}</p>
        <Link to="/beranda">{t("seeRegistration")}</Link>
      </Notice>
    );
  }
  const failed = take.error === null ? null : <FailureNotice error={take.error} />;
  if (hold !== undefined) {
    const draftId = mine.data?.items.find((row) => row.code === code.code)?.id;
    return (
      <>
        <OwnHold hold={hold} draftId={draftId} working={take.isPending} onContinue={() => take.mutate()} />
        {failed}
      </>
    );
  }
  if (code.state !== "idle" || code.takeable === false) return failed;
  return (
    <div className="grid gap-3">
      {verified.length > 1 ? (
        <label className="grid gap-1">
          <span className="font-semibold">{t("forCompany")}</span>
          <select className="input" value={organisationId} onChange={(event) => setChosen(event.target.value)}>
            {verified.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <BusyButton type="button" className="button button-main" isBusy={take.isPending} onClick={() => take.mutate()}>
        {take.isPending ? t("taking") : t("take", { code: code.display })}
      </BusyButton>
      <p className="text-small text-soft">{t("takeHint")}</p>
      {failed}
    </div>
  );
}

/** The user's actions on this code. */
export function TakeNumber({ code }: { readonly code: Code }): ReactNode {
  const t = useTranslations("web.numbers");
  const here = useLocation({ select: (location) => location.href });
  const { data: session } = useQuery(sessionQuery);
  const signedIn = session !== undefined && session.person !== null;
  const mayOwn = signedIn && !isStaff(session);
  const organisations = useQuery({ ...myOrganisationsQuery, enabled: mayOwn });
  if (session === undefined || (mayOwn && organisations.data === undefined && organisations.error === null))
    return null;
  if (!signedIn) {
    if (code.state !== "idle" || code.takeable === false) return null;
    return (
      <div className="grid gap-2">
        <Link to="/masuk" search={{ back: here }} className="button button-main">
          {t("take", { code: code.display })}
        </Link>
        <p className="text-small text-soft">{t("takeNeedsLogIn")}</p>
      </div>
    );
  }
  if (!mayOwn) return null;
  if (organisations.data === undefined || organisations.data.items.length === 0) {
    return (
      <Notice tone="info" title={t("noCompanyTitle")}>
        <p>{t("noCompanyText")}</p>
        <Link to="/perusahaan/baru">{t("registerCompany")}</Link>
      </Notice>
    );
  }
  return <TakeForCompany code={code} organisations={organisations.data.items} />;
}
