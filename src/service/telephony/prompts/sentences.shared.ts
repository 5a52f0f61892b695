/** Sentences for agents at their phones; flows cannot play them. */
export const AGENT_SENTENCES: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  "calling-back": { id: "Menelepon balik nomor yang berakhiran", en: "Calling back the number that ends in" },
  "desk-number": {
    id: "Masukkan nomor agen Anda, lalu tekan pagar.",
    en: "Enter your agent number, then press hash.",
  },
  "desk-pin": { id: "Masukkan pin Anda, lalu tekan pagar.", en: "Enter your pin, then press hash." },
  "desk-wrong": { id: "Nomor agen atau pin tidak sesuai.", en: "The agent number or the pin is wrong." },
  "desk-locked": {
    id: "Terlalu banyak percobaan yang salah. Silakan coba lagi nanti, atau hubungi supervisor.",
    en: "Too many wrong attempts. Please try again later, or ask your supervisor.",
  },
  "desk-logged-in": { id: "Anda sudah masuk di telepon ini.", en: "You are signed in at this phone." },
  "desk-logged-out": { id: "Anda sudah keluar.", en: "You are signed out." },
  "desk-paused": { id: "Anda sedang jeda.", en: "You are on break." },
  "desk-ready": { id: "Anda siap menerima panggilan.", en: "You are ready for calls." },
  "desk-nobody": {
    id: "Belum ada agen yang masuk di telepon ini.",
    en: "No agent is signed in at this phone.",
  },
  "desk-phone-taken": {
    id: "Telepon ini masih digunakan agen lain. Agen itu keluar dengan bintang lima satu.",
    en: "Another agent is signed in here. To sign them out, dial star five one.",
  },
  "desk-on-contact": {
    id: "Anda sedang melayani penelepon di telepon lain.",
    en: "You are serving a caller at another phone.",
  },
  "desk-reason": { id: "Tekan angka alasan jeda.", en: "Press the digit of your break reason." },
  "desk-no-reason": { id: "Alasan jeda itu tidak tersedia.", en: "That break reason does not exist." },
  "desk-failed": {
    id: "Maaf, belum berhasil. Silakan coba lagi.",
    en: "Sorry, that did not work. Please try again.",
  },
};

/** The shipped sentences by name, in both languages: a flow may play any of them without an upload. */
export const SENTENCES: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  recorded: { id: "Panggilan ini direkam.", en: "This call is recorded." },
  "recording-refuse": {
    id: "Panggilan ini direkam. Jika Anda tidak setuju, tekan sembilan.",
    en: "This call is recorded. If you do not agree, press nine.",
  },
  "recording-agree": {
    id: "Bolehkah panggilan ini direkam? Jika setuju, tekan satu.",
    en: "May this call be recorded? If you agree, press one.",
  },
  "test-call": {
    id: "Ini panggilan uji. Telepon Anda sudah terhubung. Terima kasih.",
    en: "This is a test call. Your telephone is connected. Thank you.",
  },
  welcome: { id: "Selamat datang di layanan kami.", en: "Welcome to our service." },
  "language-choice": { id: "Untuk bahasa Indonesia, tekan satu.", en: "For English, press two." },
  "menu-example": {
    id: "Untuk informasi, tekan satu. Untuk bantuan, tekan dua. Untuk berbicara dengan agen kami, tekan nol.",
    en: "For information, press one. For help, press two. To speak with an agent, press zero.",
  },
  "no-input": { id: "Maaf, kami belum menerima pilihan Anda.", en: "Sorry, we did not receive your choice." },
  "wrong-input": { id: "Maaf, pilihan tersebut tidak tersedia.", en: "Sorry, that is not a valid choice." },
  "enter-number": {
    id: "Silakan masukkan nomor Anda, lalu tekan pagar.",
    en: "Please enter your number, then press hash.",
  },
  "you-entered": { id: "Nomor yang Anda masukkan adalah", en: "The number you entered is" },
  closed: { id: "Maaf, saat ini di luar jam layanan kami.", en: "Sorry, we are closed at the moment." },
  holiday: { id: "Maaf, hari ini layanan kami libur.", en: "Sorry, we are closed today for a holiday." },
  connecting: {
    id: "Mohon tunggu, Anda akan kami hubungkan dengan agen kami.",
    en: "Please hold. We are connecting you with an agent.",
  },
  "all-busy": {
    id: "Semua agen kami sedang melayani penelepon lain. Mohon tetap menunggu.",
    en: "All our agents are busy with other callers. Please stay on the line.",
  },
  "queue-full": {
    id: "Maaf, antrean kami sedang penuh. Silakan menelepon kembali nanti.",
    en: "Sorry, our queue is full. Please call again later.",
  },
  "still-busy": { id: "Maaf, agen kami masih sibuk.", en: "Sorry, our agents are still busy." },
  "no-agents": {
    id: "Maaf, saat ini tidak ada agen yang bertugas.",
    en: "Sorry, no agents are available.",
  },
  "callback-offer": {
    id: "Jika Anda ingin kami telepon kembali tanpa kehilangan urutan, tekan satu.",
    en: "To be called back without losing your place, press one.",
  },
  "callback-kept": {
    id: "Kami akan menelepon Anda kembali. Urutan Anda tidak berubah.",
    en: "We will call you back. We keep your place in the queue.",
  },
  voicemail: {
    id: "Silakan tinggalkan pesan setelah nada, lalu tekan pagar.",
    en: "Please leave a message after the tone, then press hash.",
  },
  "voicemail-kept": { id: "Pesan Anda sudah kami terima.", en: "We have received your message." },
  "transfer-failed": {
    id: "Maaf, nomor yang dituju tidak dapat dihubungi.",
    en: "Sorry, the number cannot be reached.",
  },
  "survey-question": {
    id: "Mohon nilai layanan kami dengan angka satu sampai lima. Lima berarti sangat puas.",
    en: "Please rate our service from one to five. Five means very satisfied.",
  },
  "survey-thanks": { id: "Terima kasih atas penilaian Anda.", en: "Thank you for your rating." },
  trouble: {
    id: "Maaf, layanan kami sedang mengalami gangguan. Silakan menelepon kembali nanti.",
    en: "Sorry, we are having technical problems. Please call again later.",
  },
  goodbye: { id: "Terima kasih sudah menelepon. Sampai jumpa.", en: "Thank you for calling. Goodbye." },
};
