/** Reason why a backup or a restore was refused; `what` names the file or folder concerned. */
export interface BackupRefusal {
  readonly code:
    | "target-not-empty"
    | "target-inside-data"
    | "nothing-to-back-up"
    | "half-backup"
    | "no-backup"
    | "manifest-damaged"
    | "file-missing"
    | "file-damaged"
    | "file-unexpected"
    | "made-by-newer"
    | "unknown-format"
    | "passphrase-needed"
    | "passphrase-wrong"
    | "not-encrypted"
    | "not-signed"
    | "signature-wrong"
    | "signed-by-other"
    | "other-postgres"
    | "data-not-empty"
    | "restore-cut-off";
  readonly what: string;
}
