import type { RegistrationDraft, StepName } from "./registration.ts";

/** Props of each step: the draft, its setter, and the callback to continue. */
export interface StepProps {
  readonly draft: RegistrationDraft;
  readonly isMending: boolean;
  readonly onChange: (part: Partial<RegistrationDraft>) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
  readonly onGo: (step: StepName) => void;
}
