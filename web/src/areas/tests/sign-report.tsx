/** Signs or refuses the test report (Berita Acara): in the signer's account, or on the team's tablet for a person on site. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { MailedCode, OwnProof, proofKind, useCode } from "./signing-proof.tsx";
import { useTestCommand } from "./test-data.ts";
import type { Test } from "./test-types.ts";

const WORDS_MAX = 2_000;

function Changed({ error }: { readonly error: Error | null }): ReactNode {
  const t = useTranslations("web.test.sign");
  if (error === null) return null;
  return problemOf(error).code === "test-report-changed" ? (
    <Notice tone="bad" urgent title={t("changedTitle")}>
      {t("changedText")}
    </Notice>
  ) : (
    <FailureNotice error={error} />
  );
}

interface SideProps {
  readonly test: Test;
  readonly digest: string;
}

function Refuse({ test, digest, personId }: SideProps & { readonly personId: string | null }): ReactNode {
  const t = useTranslations("web.test.sign");
  const command = useTestCommand(test);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t("refuse")}
      </button>
      {isOpen ? (
        <AskDialog
          title={t("refuseTitle")}
          text={t("refuseText")}
          words={t("refuseWhy")}
          send={t("refuseSend")}
          look="danger"
          error={command.error}
          isBusy={command.isPending}
          onSend={({ words }) =>
            command.mutate(
              { command: "refuse-report", reportDigest: digest, remarks: words, personId },
              { onSuccess: () => setOpen(false) },
            )
          }
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

/** Signature of the signed-in user. */
function SignMyself({ test, digest }: SideProps): ReactNode {
  const t = useTranslations("web.test.sign");
  const { data: session } = useQuery(sessionQuery);
  const command = useTestCommand(test);
  const [typed, setTyped, code] = useCode();
  const [remarks, setRemarks] = useState("");
  const [isByMail, setByMail] = useState(false);
  const kind = isByMail ? "one-time-code" : proofKind(session);
  return (
    <form
      className="grid gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        const proof = { kind, code, personId: null };
        command.mutate({ command: "sign-report", reportDigest: digest, remarks: remarks.trim(), proof });
      }}
    >
      <h3>{t(test.isApplicant ? "titleCompany" : "titleTeam")}</h3>
      <p className="max-w-[70ch] text-soft">{t(test.isApplicant ? "textCompany" : "textTeam")}</p>
      {test.isApplicant ? (
        <TextArea
          name="remarks"
          label={t("remarks")}
          rows={3}
          maxLength={WORDS_MAX}
          value={remarks}
          onChange={(event) => setRemarks(event.currentTarget.value)}
        />
      ) : null}
      <OwnProof
        testId={test.id}
        kind={kind}
        code={typed}
        onCode={setTyped}
        onMail={test.isApplicant ? () => setByMail(true) : null}
      />
      <Changed error={command.error} />
      <div className="flex flex-wrap gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={command.isPending}>
          {t("sign")}
        </BusyButton>
        {test.isApplicant && test.commands.includes("refuse-report") ? (
          <Refuse test={test} digest={digest} personId={null} />
        ) : null}
      </div>
    </form>
  );
}

/** The company's signature on the team's tablet. */
function SignHere({ test, digest }: SideProps): ReactNode {
  const t = useTranslations("web.test.sign");
  const command = useTestCommand(test);
  const [typed, setTyped, code] = useCode();
  const [remarks, setRemarks] = useState("");
  const [personId, setPersonId] = useState(test.signers[0]?.id ?? "");
  const person = test.signers.find(({ id }) => id === personId);
  return (
    <details className="border-t border-line pt-4">
      <summary className="font-semibold">{t("titleHere")}</summary>
      <form
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const proof = { kind: "one-time-code", code, personId } as const;
          command.mutate({ command: "sign-report", reportDigest: digest, remarks: remarks.trim(), proof });
        }}
      >
        <p className="max-w-[70ch] text-soft">{t("textHere")}</p>
        <SelectField
          name="signer"
          label={t("signer")}
          value={personId}
          onChange={(event) => setPersonId(event.currentTarget.value)}
        >
          {test.signers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextArea
          name="remarks-here"
          label={t("remarks")}
          rows={3}
          maxLength={WORDS_MAX}
          value={remarks}
          onChange={(event) => setRemarks(event.currentTarget.value)}
        />
        {person === undefined ? null : <MailedCode testId={test.id} person={person} code={typed} onCode={setTyped} />}
        <Changed error={command.error} />
        <div className="flex flex-wrap gap-3">
          <BusyButton
            type="submit"
            className="button button-main"
            isBusy={command.isPending}
            disabled={person === undefined}
          >
            {t("signHere", { name: person?.name ?? "" })}
          </BusyButton>
          {person === undefined ? null : <Refuse test={test} digest={digest} personId={person.id} />}
        </div>
      </form>
    </details>
  );
}

/** The signatures that the user can give now; renders nothing otherwise. */
export function SignReport({ test }: { readonly test: Test }): ReactNode {
  const { reportDigest: digest } = test;
  const { data: session } = useQuery(sessionQuery);
  if (digest === null || !test.commands.includes("sign-report")) return null;
  const isSigned = (side: "applicant" | "ministry") => test.signatures.some((one) => one.side === side);
  const own = test.isApplicant ? "applicant" : "ministry";
  // The team signs through its lead.
  const mayOwn = test.isApplicant || test.team.some(({ id, isLead }) => isLead && id === session?.person?.id);
  return (
    <>
      {/* What is typed belongs to the report that was read: another one begins anew. */}
      {isSigned(own) || !mayOwn ? null : <SignMyself key={`${digest}-own`} test={test} digest={digest} />}
      {test.isApplicant || isSigned("applicant") ? null : (
        <SignHere key={`${digest}-here`} test={test} digest={digest} />
      )}
    </>
  );
}
