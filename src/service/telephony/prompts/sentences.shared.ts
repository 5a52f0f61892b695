/** Sentences for agents at their phones; flows cannot play them. */
export const AGENT_SENTENCES: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  "calling-back": { id: "Menelepon balik nomor yang berakhiran", en: "Calling back the number that ends in" },
  "desk-number": {
    id: "Tekan nomor meja Anda, lalu tekan pagar.",
    en: "Enter your desk number, then press hash.",
  },
  "desk-pin": { id: "Tekan pin Anda, lalu tekan pagar.", en: "Enter your pin, then press hash." },
  "desk-wrong": { id: "Nomor meja atau pin salah.", en: "The desk number or the pin is wrong." },
  "desk-locked": {
    id: "Terlalu banyak percobaan yang salah. Silakan coba lagi nanti, atau hubungi penyelia.",
    en: "Too many wrong attempts. Please try again later, or ask your supervisor.",
  },
  "desk-logged-in": { id: "Anda sudah masuk di telepon ini.", en: "You are logged in at this phone." },
  "desk-logged-out": { id: "Anda sudah keluar.", en: "You are logged out." },
  "desk-paused": { id: "Anda sedang jeda.", en: "You are paused." },
  "desk-ready": { id: "Anda siap menerima panggilan.", en: "You are ready for calls." },
  "desk-nobody": {
    id: "Belum ada petugas yang masuk di telepon ini.",
    en: "Nobody is logged in at this phone.",
  },
  "desk-phone-taken": {
    id: "Telepon ini masih dipakai petugas lain. Ia keluar dengan bintang lima satu.",
    en: "Another agent is logged in at this phone. Star five one logs him out.",
  },
  "desk-on-contact": {
    id: "Anda sedang melayani penelepon di telepon lain.",
    en: "You are serving a caller at another phone.",
  },
  "desk-reason": { id: "Tekan angka alasan jeda.", en: "Press the digit of the reason for your pause." },
  "desk-no-reason": { id: "Alasan jeda itu tidak ada.", en: "There is no such reason for a pause." },
  "desk-failed": {
    id: "Maaf, belum berhasil. Silakan coba lagi.",
    en: "Sorry, that did not work. Please try again.",
  },
};

/** The shipped sentences by name, in both languages: a flow may play any of them without an upload. */
export const SENTENCES: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  recorded: { id: "Panggilan ini direkam.", en: "This call is recorded." },
  "recording-refuse": {
    id: "Panggilan ini direkam. Bila Anda tidak setuju, tekan sembilan.",
    en: "This call is recorded. If you do not agree, press nine.",
  },
  "recording-agree": {
    id: "Bolehkah panggilan ini direkam? Bila setuju, tekan satu.",
    en: "May this call be recorded? If you agree, press one.",
  },
  "test-call": {
    id: "Ini panggilan uji. Telepon ini sudah tersambung dengan baik. Terima kasih.",
    en: "This is a test call. This telephone is connected well. Thank you.",
  },
  welcome: { id: "Selamat datang di layanan kami.", en: "Welcome to our service." },
  "language-choice": { id: "Untuk bahasa Indonesia, tekan satu.", en: "For English, press two." },
  "menu-example": {
    id: "Untuk informasi, tekan satu. Untuk bantuan, tekan dua. Untuk berbicara dengan petugas, tekan nol.",
    en: "For information, press one. For help, press two. To speak with an agent, press zero.",
  },
  "no-input": { id: "Maaf, kami belum menerima pilihan Anda.", en: "Sorry, we have not received your choice." },
  "wrong-input": { id: "Maaf, pilihan itu tidak ada.", en: "Sorry, there is no such choice." },
  "enter-number": {
    id: "Silakan tekan nomor Anda, lalu tekan pagar.",
    en: "Please enter your number, then press hash.",
  },
  "you-entered": { id: "Nomor yang Anda tekan adalah", en: "The number you entered is" },
  closed: { id: "Maaf, saat ini di luar jam layanan kami.", en: "Sorry, we are closed at this hour." },
  holiday: { id: "Maaf, hari ini layanan kami libur.", en: "Sorry, we are closed for a holiday today." },
  connecting: {
    id: "Mohon tunggu. Anda sedang kami sambungkan dengan petugas.",
    en: "Please hold. We are connecting you with an agent.",
  },
  "all-busy": {
    id: "Semua petugas kami sedang melayani penelepon lain. Mohon tetap menunggu.",
    en: "All our agents are serving other callers. Please stay on the line.",
  },
  "queue-full": {
    id: "Maaf, antrean kami sedang penuh. Silakan menelepon lagi nanti.",
    en: "Sorry, our queue is full. Please call again later.",
  },
  "still-busy": { id: "Maaf, petugas kami masih sibuk.", en: "Sorry, our agents are still busy." },
  "no-agents": { id: "Maaf, saat ini tidak ada petugas.", en: "Sorry, no agent is working now." },
  "callback-offer": {
    id: "Bila Anda ingin kami telepon kembali tanpa kehilangan urutan, tekan satu.",
    en: "To be called back without losing your place, press one.",
  },
  "callback-kept": {
    id: "Kami akan menelepon Anda kembali. Urutan Anda tetap kami jaga.",
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
    id: "Maaf, ada gangguan pada layanan kami. Silakan menelepon lagi nanti.",
    en: "Sorry, our service has a fault. Please call again later.",
  },
  goodbye: { id: "Terima kasih sudah menelepon. Sampai jumpa.", en: "Thank you for calling. Goodbye." },
};
