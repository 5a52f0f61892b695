/** Changelog of the APIs as data: the console lists it, and deprecations are announced here. */

/** Kinds of API changes: new, changed, deprecated (removed later) or removed. */
export const CHANGE_KINDS = ["added", "changed", "deprecated", "removed"] as const;

/** One API change, described in both languages. */
export interface ApiChange {
  /** Local date from which the change applies. */
  readonly date: string;
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** The API element that changed, as API clients write it. */
  readonly about: string;
  readonly text: Readonly<Record<"id" | "en", string>>;
  /** Date of removal; only for deprecated elements. */
  readonly removedFrom?: string;
}

/** Minimum number of days between a deprecation and the removal. */
export const DEPRECATED_DAYS_MIN = 180;

/** All changes, newest first. */
export const API_CHANGES: readonly ApiChange[] = [
  {
    date: "2026-11-27",
    kind: "changed",
    about: "queues.create",
    text: {
      id: "Program membuat paling banyak 5.000 antrean dalam 24 jam, termasuk yang sudah diakhiri (88011); antrean dengan percakapan pesan pendek yang masih berlangsung tidak diakhiri (88007).",
      en: "Programs make 5,000 queues in 24 hours at the most, ended ones counted (88011); a queue in which a conversation by short message goes on is not ended (88007).",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "calls(…).recordings",
    text: {
      id: "Program merekam percakapan yang sedang berlangsung, menjeda, melanjutkan, dan mengakhirinya; yang belum diberi tahu tidak direkam (88010).",
      en: "Programs record a talk that goes on, pause it, let it go on and end it; who has not been told is not recorded (88010).",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "queues.create, queues(…).members(…).update",
    text: {
      id: "Program membuat, mengubah, dan mengakhiri antrean, serta mengeluarkan yang menunggu dari antrean dan memandunya dengan dokumen; kunci memerlukan queues.write.",
      en: "Programs make, change and end queues, and take who waits out of a queue to have a document lead him; a key needs queues.write.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "/api/v1",
    text: {
      id: "Antarmuka kami sendiri: panggilan, nomor, aplikasi, rekaman, antrean, konferensi, dan pemakaian dalam JSON dengan kunci program; penolakan berupa application/problem+json.",
      en: "Our own interface: calls, numbers, applications, recordings, queues, conferences and usage in JSON by keys of programs; refusals are application/problem+json.",
    },
  },
  {
    date: "2026-11-27",
    kind: "changed",
    about: "20004",
    text: {
      id: "Metode yang tidak dijawab sebuah alamat dibalas 405 dengan 20004 dan tajuk Allow, juga di bawah /v1/Workspaces; sebelumnya 20405, 404, atau 403.",
      en: "A method that an address does not answer is 405 with 20004 and the header Allow, below /v1/Workspaces too; before that it was 20405, 404 or 403.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: '<Gather input="speech">',
    text: {
      id: "Ucapan pemanggil dikenali bila instalasi memiliki pengenal ucapan: SpeechResult dan Confidence; tombol tetap berlaku.",
      en: "What callers say is heard where the installation has a recogniser: SpeechResult and Confidence; keys count as well.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "<Message>, <Refer>",
    text: {
      id: "Dokumen panggilan dapat mengirim pesan singkat (Message, juga Sms) dan mengoper pemanggil ke nomor lain (Refer).",
      en: "Documents of calls may send short messages (Message, also Sms) and hand callers on to another number (Refer).",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "Clients.json",
    text: {
      id: "Peramban dengan token akses (AccessToken, VoiceGrant): menelepon aplikasi dan ditelepon lewat <Dial><Client>; kunci untuk peramban dibuat di halaman akun.",
      en: "Browsers with access tokens (AccessToken, VoiceGrant) call an application and are rung by <Dial><Client>; keys for browsers are made on the account's page.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "Usage/Records.json",
    text: {
      id: "Pemakaian dan biaya panggilan, rekaman, dan pesan singkat: untuk suatu rentang, per hari, per bulan, dan per tahun; kunci memerlukan usage.read.",
      en: "What calls, recordings and short messages came to and cost: of a range, by days, months and years; keys need usage.read.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "/v1/Workspaces",
    text: {
      id: "Bentuk TaskRouter untuk dibaca: antrean, agen, dan kontak yang terbuka; kunci memerlukan queues.read, untuk agen workers.read.",
      en: "TaskRouter's shapes, to be read: queues, agents and open contacts; keys need queues.read, for agents workers.read.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "Test account",
    text: {
      id: "Akun uji dengan nomor ajaib: calls.create dan messages.create dijawab tanpa operator, tanpa biaya, dan tanpa catatan; permintaan lain dijawab 20008.",
      en: "A test account with magic numbers: calls.create and messages.create are answered without a carrier, without cost and without a record; other requests are answered by 20008.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "more_info",
    text: {
      id: "more_info menuju halaman dengan sebab dan yang perlu dilakukan, juga untuk nomor galat hook dan pesan; semuanya ada di /galat.",
      en: "more_info leads to a page with the cause and what to do, also for error numbers of hooks and messages; all of them are at /galat.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "Calls/{CA}/Events.json",
    text: {
      id: "Yang ditanyakan kepada hook untuk sebuah panggilan dan jawabannya, disamarkan, selama tujuh hari.",
      en: "What hooks were asked for a call and what they answered, masked, for seven days.",
    },
  },
  {
    date: "2026-11-27",
    kind: "added",
    about: "/2010-04-01",
    text: {
      id: "Antarmuka yang lazim di bidang ini: Accounts, Calls, Messages, IncomingPhoneNumbers, Applications, Recordings dan Queues.",
      en: "The interface that is usual in the field: Accounts, Calls, Messages, IncomingPhoneNumbers, Applications, Recordings and Queues.",
    },
  },
];
