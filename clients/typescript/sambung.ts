// A client of Sambung's own interface for programs (/api/v1), in one file and without dependencies. Take it from the installation that you
// ask, so that it is of the same version: GET /api/v1/client.ts. Made from /api/v1/openapi.json; do not edit it.
// Apache-2.0.

export interface components {
    schemas: {
        AnnounceInConferenceForm: {
            url: string;
            /**
             * @default POST
             * @enum {string}
             */
            method?: "GET" | "POST";
        };
        Application: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Asked what a call does; null for nowhere. */
            voiceUrl: string | null;
            /** @enum {string} */
            voiceMethod: "GET" | "POST";
            /** @description Asked where `voiceUrl` answers nothing that leads on. */
            fallbackUrl: string | null;
            /** @enum {string} */
            fallbackMethod: "GET" | "POST";
            /** @description Told the end of calls. */
            statusUrl: string | null;
            /** @enum {string} */
            statusMethod: "GET" | "POST";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
        };
        Applications: {
            items: components["schemas"]["Application"][];
            next: string | null;
        };
        BeginConferenceForm: {
            name: string;
            participant: components["schemas"]["InviteParticipantForm"];
        };
        Call: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            /** @description A number in E.164, a code, or an extension of the house. */
            from: string;
            to: string;
            /** @description The code of the call centre that it came to, or shows. */
            code: string | null;
            /** @enum {string} */
            state: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
            /** @description How it came to its end, or why no switch began it; null while it may still come to something. */
            end: string | null;
            /**
             * Format: date-time
             * @description When a program ordered it; null for other calls, and seven days after.
             */
            orderedAt: string | null;
            /** Format: date-time */
            beganAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** @description From the answer to the end; null while it goes on. */
            talkSeconds: number | null;
            /** @description By the call centre's prices; null while it goes on. */
            costRupiah: number | null;
        };
        CallStory: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            /** @description A number in E.164, a code, or an extension of the house. */
            from: string;
            to: string;
            /** @description The code of the call centre that it came to, or shows. */
            code: string | null;
            /** @enum {string} */
            state: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
            /** @description How it came to its end, or why no switch began it; null while it may still come to something. */
            end: string | null;
            /**
             * Format: date-time
             * @description When a program ordered it; null for other calls, and seven days after.
             */
            orderedAt: string | null;
            /** Format: date-time */
            beganAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** @description From the answer to the end; null while it goes on. */
            talkSeconds: number | null;
            /** @description By the call centre's prices; null while it goes on. */
            costRupiah: number | null;
            legs: {
                /** Format: uuid */
                id: string;
                /** @description What an application has dialled. */
                number: string | null;
                /** @description The phone of the house. */
                extension: string | null;
                /** @enum {string} */
                state: "invited" | "ringing" | "answered" | "failed" | "released";
                /** @description What a leg that failed was answered. */
                sipStatus: number | null;
                /** Format: date-time */
                invitedAt: string | null;
                /** Format: date-time */
                ringingAt: string | null;
                /** Format: date-time */
                answeredAt: string | null;
            }[];
            recordingIds: string[];
        };
        Calls: {
            items: components["schemas"]["Call"][];
            next: string | null;
        };
        ChangeApplicationForm: {
            name?: string;
            /** @description Asked what a call does; null for nowhere. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Asked where `voiceUrl` answers nothing that leads on. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Told the end of calls. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
        };
        ChangeNumberForm: {
            /**
             * Format: uuid
             * @description The application that leads its calls; null for addresses of its own.
             */
            applicationId?: string | null;
            /** @description Asked what a call does; null for nowhere. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Asked where `voiceUrl` answers nothing that leads on. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Told the end of calls. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
            smsUrl?: string | null;
            /** @enum {string} */
            smsMethod?: "GET" | "POST";
            smsFallbackUrl?: string | null;
            /** @enum {string} */
            smsFallbackMethod?: "GET" | "POST";
            /**
             * Format: uuid
             * @description Who serves a caller whom no document leads on.
             */
            fallbackQueueId?: string | null;
        };
        ChangeParticipantForm: {
            muted?: boolean;
            held?: boolean;
            /** @description Asked what he hears while he is held. */
            holdUrl?: string;
            /**
             * @default POST
             * @enum {string}
             */
            holdMethod?: "GET" | "POST";
            endsConference?: boolean;
            /**
             * Format: uuid
             * @description Whom alone he is heard by from now on; null for everybody.
             */
            coachesCallId?: string | null;
            /** @description Asked what is said to him alone. */
            announceUrl?: string;
            /**
             * @default POST
             * @enum {string}
             */
            announceMethod?: "GET" | "POST";
        };
        ChangeQueueForm: {
            name?: string;
            waitingMax?: number;
        };
        Conference: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Before it starts, while it goes on, and after its end.
             * @enum {string}
             */
            state: "waiting" | "in-progress" | "over";
            /** @description Why it is over; null before. */
            end: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        Conferences: {
            items: components["schemas"]["Conference"][];
            next: string | null;
        };
        CreateApplicationForm: {
            /** @description Asked what a call does; null for nowhere. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Asked where `voiceUrl` answers nothing that leads on. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Told the end of calls. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
            name: string;
        };
        CreateQueueForm: {
            name: string;
            waitingMax?: number;
        };
        EndCallForm: {
            /**
             * @description Only as long as nobody has answered; else 409.
             * @default false
             */
            unlessAnswered?: boolean;
        };
        InviteParticipantForm: {
            /** @description A number outside, in E.164. Either this or `toExtension`. */
            to?: string;
            /** @description A phone of the house. */
            toExtension?: string;
            /** @description A code of the call centre, which is shown to whoever is rung. */
            from: string;
            /** @default null */
            talkSecondsMax?: number | null;
            /**
             * @description Whether talks of the call are recorded, by what its code says.
             * @default false
             */
            record?: boolean;
            /**
             * @description Told how the call goes on.
             * @default null
             */
            statusCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("initiated" | "ringing" | "answered" | "completed")[];
            } | null;
            /**
             * @description Told once what was recorded can be heard.
             * @default null
             */
            recordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("completed" | "absent")[];
            } | null;
            /** @default null */
            label?: string | null;
            /** @default 60 */
            ringSeconds?: number;
            /** @default false */
            muted?: boolean;
            /** @default true */
            startsConference?: boolean;
            /** @default false */
            endsConference?: boolean;
            /**
             * @description When the others hear that he comes or goes.
             * @default both
             * @enum {string}
             */
            beep?: "both" | "enter" | "exit" | "none";
            /**
             * @description Asked what he hears until it starts.
             * @default null
             */
            waitUrl?: string | null;
            /**
             * @default POST
             * @enum {string}
             */
            waitMethod?: "GET" | "POST";
            /** @default null */
            participantsMax?: number | null;
            /**
             * Format: uuid
             * @default null
             */
            coachesCallId?: string | null;
            /**
             * @description Told how the conference goes on.
             * @default null
             */
            conferenceCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "start",
                 *       "end"
                 *     ]
                 */
                events?: ("start" | "end" | "join" | "leave" | "mute" | "hold")[];
            } | null;
            /**
             * @description Whether the conference is recorded from its beginning, of those who may be recorded.
             * @default false
             */
            recordConference?: boolean;
            /**
             * @description Told of that recording.
             * @default null
             */
            conferenceRecordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("in-progress" | "completed" | "absent")[];
            } | null;
        };
        Message: {
            /** Format: uuid */
            id: string;
            /** @description The sender id. */
            from: string;
            /** @description The recipient, in E.164. */
            to: string;
            /** @description What it says. Empty once it was removed, days after the message was over; of a one-time password, a day. */
            text: string;
            /** @description Whether the text was removed. */
            textRemoved: boolean;
            /** @enum {string} */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description How its characters are sent: `ucs2` needs more parts.
             * @enum {string}
             */
            encoding: "gsm" | "ucs2";
            /**
             * @description Where it stands; from `delivered` on it is over.
             * @enum {string}
             */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description The carrier's own error code; null for none. */
            errorCode: string | null;
            /** @description What your program calls it. */
            reference: string | null;
            /** @description The version of a template that it was made of; null where it was written freely. */
            template: {
                name: string;
                version: number;
            } | null;
            /**
             * Format: date-time
             * @description When it was taken.
             */
            acceptedAt: string;
            /**
             * Format: date-time
             * @description Not sent before.
             */
            sendAt: string;
            /**
             * Format: date-time
             * @description Not worth sending after.
             */
            validUntil: string;
            /**
             * Format: date-time
             * @description When it was over; null as long as it is not.
             */
            finalAt: string | null;
            parts: components["schemas"]["MessagePart"][];
        };
        MessageForm: {
            /** @description A sender id of the call centre. */
            from: string;
            /** @description A number, international or with a leading zero. */
            to: string;
            /**
             * @description What it says; empty where a template says it.
             * @default
             */
            text?: string;
            /** @description An approved template of the call centre, by name. */
            template?: string;
            /** @description What stands in the places of the template, by their names; 50 at the most. */
            values?: {
                [key: string]: string;
            };
            /**
             * @description What kind it is; promotion keeps to its hours.
             * @enum {string}
             */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description Whether plain characters take the place of typographic ones, so that fewer parts are needed.
             * @default false
             */
            plain?: boolean;
            /**
             * @description The zone of the recipient; without it the hours of promotion must hold in all three.
             * @default null
             * @enum {string|null}
             */
            zone?: "WIB" | "WITA" | "WIT" | null;
            /**
             * Format: date-time
             * @description Not before; at most 30 days ahead.
             * @default null
             */
            sendAt?: string | null;
            /**
             * @description For how long it is worth sending, from `sendAt` on.
             * @default 4320
             */
            validMinutes?: number;
            /**
             * @description What your program calls it: characters that can be written.
             * @default null
             */
            reference?: string | null;
        };
        MessagePage: {
            items: components["schemas"]["Message"][];
            /**
             * Format: uuid
             * @description What to ask for the next page with; null for none.
             */
            next: string | null;
        };
        MessagePart: {
            /** @description Which part, from 1 on. */
            sequence: number;
            /** @enum {string} */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description The carrier that has it, by name. */
            carrier: string;
            /** @description How often it was handed over. */
            attempts: number;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            finalAt: string | null;
            /** @description The carrier's own error code; null for none. */
            errorCode: string | null;
            /** @description Whether the recipient may have it more than once: no answer of a carrier came while it was on its way. */
            perhapsDoubled: boolean;
        };
        MessageStory: {
            /** Format: uuid */
            id: string;
            /** @description The sender id. */
            from: string;
            /** @description The recipient, in E.164. */
            to: string;
            /** @description What it says. Empty once it was removed, days after the message was over; of a one-time password, a day. */
            text: string;
            /** @description Whether the text was removed. */
            textRemoved: boolean;
            /** @enum {string} */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description How its characters are sent: `ucs2` needs more parts.
             * @enum {string}
             */
            encoding: "gsm" | "ucs2";
            /**
             * @description Where it stands; from `delivered` on it is over.
             * @enum {string}
             */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description The carrier's own error code; null for none. */
            errorCode: string | null;
            /** @description What your program calls it. */
            reference: string | null;
            /** @description The version of a template that it was made of; null where it was written freely. */
            template: {
                name: string;
                version: number;
            } | null;
            /**
             * Format: date-time
             * @description When it was taken.
             */
            acceptedAt: string;
            /**
             * Format: date-time
             * @description Not sent before.
             */
            sendAt: string;
            /**
             * Format: date-time
             * @description Not worth sending after.
             */
            validUntil: string;
            /**
             * Format: date-time
             * @description When it was over; null as long as it is not.
             */
            finalAt: string | null;
            parts: components["schemas"]["MessagePart"][];
            /** @description What carriers said, oldest first. */
            receipts: {
                /** @description Which part. */
                part: number;
                /** @description What the carrier said of it. */
                state: string;
                /** @description The carrier's own error code; null for none. */
                errorCode: string | null;
                /** Format: date-time */
                receivedAt: string;
                /** @description Whether it ended the part, or changed nothing. */
                standing: string;
            }[];
        };
        MessagesForm: {
            messages: components["schemas"]["MessageForm"][];
        };
        OrderCallForm: {
            /** @description A number outside, in E.164. Either this or `toExtension`. */
            to?: string;
            /** @description A phone of the house. */
            toExtension?: string;
            /** @description A code of the call centre, which is shown to whoever is rung. */
            from: string;
            /** @default null */
            talkSecondsMax?: number | null;
            /**
             * @description Whether talks of the call are recorded, by what its code says.
             * @default false
             */
            record?: boolean;
            /**
             * @description Told how the call goes on.
             * @default null
             */
            statusCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("initiated" | "ringing" | "answered" | "completed")[];
            } | null;
            /**
             * @description Told once what was recorded can be heard.
             * @default null
             */
            recordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("completed" | "absent")[];
            } | null;
            instructions: {
                /** @description Asked by the call once it is answered; what it answers is a document of verbs. */
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /** @description Asked where `url` answers nothing that leads on. */
                fallbackUrl?: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                fallbackMethod?: "GET" | "POST";
            } | {
                /** @description The document of verbs itself. */
                document: string;
            } | {
                /**
                 * Format: uuid
                 * @description An application of the call centre.
                 */
                applicationId: string;
            };
            /** @default 60 */
            ringSeconds?: number;
            /**
             * @description Keys pressed once it is answered; `w` waits for half a second.
             * @default null
             */
            sendDigits?: string | null;
        };
        Participant: {
            /** Format: uuid */
            callId: string;
            /** Format: uuid */
            conferenceId: string;
            label: string | null;
            /**
             * @description How his call stands while he is on his way, and `connected` once he has come.
             * @enum {string}
             */
            state: "queued" | "connecting" | "ringing" | "connected" | "complete" | "failed";
            muted: boolean;
            held: boolean;
            /** @description Whether it starts when he comes. */
            startsConference: boolean;
            /** @description Whether it is over when he goes. */
            endsConference: boolean;
            /**
             * Format: uuid
             * @description Whom alone he is heard by.
             */
            coachesCallId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            joinedAt: string | null;
        };
        Participants: {
            items: components["schemas"]["Participant"][];
            next: string | null;
        };
        PhoneNumber: {
            code: string;
            label: string;
            /**
             * Format: uuid
             * @description The application that leads its calls; null for addresses of its own.
             */
            applicationId: string | null;
            /** @description Asked what a call does; null for nowhere. */
            voiceUrl: string | null;
            /** @enum {string} */
            voiceMethod: "GET" | "POST";
            /** @description Asked where `voiceUrl` answers nothing that leads on. */
            fallbackUrl: string | null;
            /** @enum {string} */
            fallbackMethod: "GET" | "POST";
            /** @description Told the end of calls. */
            statusUrl: string | null;
            /** @enum {string} */
            statusMethod: "GET" | "POST";
            smsUrl: string | null;
            /** @enum {string} */
            smsMethod: "GET" | "POST";
            smsFallbackUrl: string | null;
            /** @enum {string} */
            smsFallbackMethod: "GET" | "POST";
            /**
             * Format: uuid
             * @description Who serves a caller whom no document leads on.
             */
            fallbackQueueId: string | null;
            /** @description Whether a carrier takes short messages of it. */
            takesMessages: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string | null;
        };
        PhoneNumbers: {
            items: components["schemas"]["PhoneNumber"][];
            next: string | null;
        };
        Queue: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Calls that wait now. */
            waiting: number;
            /** @description The mean of how long those who wait have waited; null for nobody. */
            waitedSeconds: number | null;
            /** @description How many may wait; null for no limit. */
            waitingMax: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        Queues: {
            items: components["schemas"]["Queue"][];
            next: string | null;
        };
        Recording: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Its call; of a conference's the one with which it began.
             */
            callId: string;
            /** Format: uuid */
            conferenceId: string | null;
            /**
             * @description Of a call's talk, left by the caller as a message, or of a conference.
             * @enum {string}
             */
            kind: "talk" | "message" | "conference";
            /**
             * @description It goes on, stands still, can be heard, or came to nothing that can be heard.
             * @enum {string}
             */
            state: "recording" | "paused" | "kept" | "lost";
            seconds: number | null;
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            endedAt: string | null;
        };
        Recordings: {
            items: components["schemas"]["Recording"][];
            next: string | null;
        };
        RedirectCallForm: {
            instructions: {
                /** @description Asked by the call once it is answered; what it answers is a document of verbs. */
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /** @description Asked where `url` answers nothing that leads on. */
                fallbackUrl?: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                fallbackMethod?: "GET" | "POST";
            } | {
                /** @description The document of verbs itself. */
                document: string;
            } | {
                /**
                 * Format: uuid
                 * @description An application of the call centre.
                 */
                applicationId: string;
            };
        };
        TakenMessage: {
            /**
             * Format: uuid
             * @description The message.
             */
            id: string;
        };
        TakenMessages: {
            /** @description How many were taken. */
            accepted: number;
            /** @description How many were not. */
            refused: number;
            /** @description What became of each, in the order of the request. */
            items: (components["schemas"]["TakenMessage"] | {
                /** @description Why this one was not taken. */
                error: {
                    /** @description A code that `sendMessage` is refused with. */
                    code: string;
                    /** @description The same for people, in the language of Accept-Language. */
                    message: string;
                };
            })[];
        };
        Usage: {
            /** @enum {string} */
            category: "calls" | "calls-client" | "calls-inbound" | "calls-outbound" | "recordings" | "sms" | "sms-inbound" | "sms-outbound";
            /**
             * Format: date
             * @description The first day, by the clocks of the call centre.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            until: string;
            /** @description Calls, recordings or messages. */
            count: number;
            /** @description Minutes that were begun; null for messages. */
            minutes: number | null;
            /** @description Parts of messages; null for all else. */
            segments: number | null;
            costRupiah: number;
        };
        Usages: {
            items: components["schemas"]["Usage"][];
            next: string | null;
        };
        WaitingCall: {
            /** Format: uuid */
            callId: string;
            /** @description From 1 on; it changes while others are served. */
            position: number;
            waitedSeconds: number;
            /** Format: date-time */
            joinedAt: string;
        };
        WaitingCalls: {
            items: components["schemas"]["WaitingCall"][];
            next: string | null;
        };
        /** @description Why a request was refused (RFC 9457). */
        Problem: {
            /** @description Always `about:blank`: the status says the kind, `error.code` the reason. */
            type: string;
            /** @description The name of the status. */
            title: string;
            /** @description The status, again. */
            status: number;
            /** @description The same as `error.message`. */
            detail: string;
            error: {
                /** @description What is wrong, for programs: it does not change, and does not depend on the language. */
                code: string;
                /** @description What is wrong and what helps, in the language of Accept-Language. */
                message: string;
                /** @description What stands in the message. */
                params: {
                    [key: string]: string | number;
                };
                /** @description The fields that it is about; empty for none. */
                fields: {
                    /** @description The field, with dots between levels. */
                    path: string;
                    /** @description What is wrong with it. */
                    code: string;
                    /** @description The same, for people. */
                    message: string;
                }[];
                /** @description The rule of regulation behind it; null for none. */
                rule: {
                    id: string;
                    clause: string;
                    standing: string;
                } | null;
                /** @description What to quote when you ask about it; also the header X-Request-Id. */
                requestId: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    listApplications: {
        parameters: {
            query?: {
                name?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applications"];
                };
            };
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApplicationForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    fetchApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    removeApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeApplicationForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                to?: string;
                from?: string;
                state?: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
                /** @description Those that began at that instant or later. */
                beganFrom?: string;
                /** @description Those that began before. */
                beganUntil?: string;
                endedFrom?: string;
                endedUntil?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calls"];
                };
            };
        };
    };
    orderCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderCallForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    fetchCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallStory"];
                };
            };
        };
    };
    endCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    redirectCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedirectCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    listConferences: {
        parameters: {
            query?: {
                name?: string;
                state?: "waiting" | "in-progress" | "over";
                createdFrom?: string;
                createdUntil?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conferences"];
                };
            };
        };
    };
    beginConference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginConferenceForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    fetchConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    announceInConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnounceInConferenceForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    endConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                muted?: "true" | "false";
                held?: "true" | "false";
                coaching?: "true" | "false";
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participants"];
                };
            };
        };
    };
    inviteParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteParticipantForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    fetchParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    removeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeParticipantForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description To this number only. */
                to?: string;
                /** @description In this state only; `open` are those that are not over. */
                state?: "open" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
                /** @description The `next` of the page before. */
                after?: string;
                /** @description How many at a time. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageForm"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenMessage"];
                };
            };
        };
    };
    sendMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagesForm"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenMessages"];
                };
            };
        };
    };
    fetchMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageStory"];
                };
            };
        };
    };
    cancelMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listNumbers: {
        parameters: {
            query?: {
                /** @description Digits that the code holds. */
                holds?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumbers"];
                };
            };
        };
    };
    fetchNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumber"];
                };
            };
        };
    };
    changeNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeNumberForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumber"];
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: {
                name?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
        };
    };
    createQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateQueueForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    fetchQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    endQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeQueueForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    listWaitingCalls: {
        parameters: {
            query?: {
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCalls"];
                };
            };
        };
    };
    fetchWaitingCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCall"];
                };
            };
        };
    };
    redirectWaitingCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedirectCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCall"];
                };
            };
        };
    };
    listRecordings: {
        parameters: {
            query?: {
                callId?: string;
                conferenceId?: string;
                /** @description Those that began at that instant or later. */
                beganFrom?: string;
                /** @description Those that began before. */
                beganUntil?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recordings"];
                };
            };
        };
    };
    fetchRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    removeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    pauseRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    resumeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    fetchRecordingSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                category?: "calls" | "calls-client" | "calls-inbound" | "calls-outbound" | "recordings" | "sms" | "sms-inbound" | "sms-outbound";
                /** @description One sum, or one of each day, month or year. */
                per?: "range" | "day" | "month" | "year";
                /** @description The first day; without it the first of the call centre. */
                from?: string;
                /** @description The last day; without it today. */
                until?: string;
                /** @description `next` of the page before, unchanged. */
                after?: string;
                /** @description Things of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usages"];
                };
            };
        };
    };
}

// The part of the client that is written by hand: one request with its key, its repeats, its limits and its refusal.
// tools/generate.ts puts it together with the types and operations of the description into sambung.ts.

/** How a client asks. */
export interface SambungOptions {
  /** Where the installation is reached, such as "https://sambung.example". */
  readonly url: string;
  /** The key of your program: "smb_…". It is sent to `url` only. */
  readonly key: string;
  /** The language of messages in refusals; English where it is left out. */
  readonly language?: "id" | "en";
  /** How long one attempt may take; 15 seconds where it is left out. Bytes, such as a sound, must begin within it, and never pause for longer. */
  readonly attemptMs?: number;
  /**
   * How long a call may take with all its attempts and waiting; a minute where it is left out. Bytes that have begun to come may then
   * take as long as they need.
   */
  readonly timeoutMs?: number;
  /** How often a request is sent at the most; 4 where it is left out. */
  readonly attemptsMax?: number;
  /** What sends requests, where that is not the `fetch` of where it runs. */
  readonly fetch?: typeof fetch;
}

/** What one call may have different. */
export interface CallOptions {
  /** The name of this order, where your program has one that outlives it; made for each order where it is left out. */
  readonly idempotencyKey?: string;
  readonly attemptMs?: number;
  readonly timeoutMs?: number;
  readonly attemptsMax?: number;
  /** Ends the call early. */
  readonly signal?: AbortSignal;
}

/** What a call may have different that is answered by bytes, such as a sound. */
export interface BytesOptions extends CallOptions {
  /** Only these bytes, counted from 0: `to` is the last one, and the last of all where it is left out. */
  readonly range?: { readonly from: number; readonly to?: number };
}

/** What came to nothing without an answer of the installation. */
export type ClientFault = "unreachable" | "timed-out" | "aborted" | "answer-unreadable";

/** A field that a refusal is about. */
export interface RefusedField {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface Failure {
  readonly operation: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: readonly RefusedField[];
  readonly params?: Readonly<Record<string, string | number>>;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly attempts: number;
  readonly cause?: unknown;
}

/** A call that was refused, or had no answer. */
export class SambungError extends Error {
  /** What was called, by its operationId. */
  readonly operation: string;
  /** The status of the answer; 0 where there was none. */
  readonly status: number;
  /** Why, for programs: a code of the reference, or what happened on the way. */
  readonly code: RefusalCode | ClientFault | (string & {});
  readonly fields: readonly RefusedField[];
  readonly params: Readonly<Record<string, string | number>>;
  /** What to quote when you ask about it. */
  readonly requestId: string | undefined;
  /** When to ask again, where the answer says so. */
  readonly retryAfterMs: number | undefined;
  /** How often it was sent. */
  readonly attempts: number;

  constructor(failure: Failure) {
    super(failure.message, failure.cause === undefined ? {} : { cause: failure.cause });
    this.name = "SambungError";
    this.operation = failure.operation;
    this.status = failure.status;
    this.code = failure.code;
    this.fields = failure.fields ?? [];
    this.params = failure.params ?? {};
    this.requestId = failure.requestId;
    this.retryAfterMs = failure.retryAfterMs;
    this.attempts = failure.attempts;
  }
}

/** A list, page by page: `for await (const one of list)` goes through all of it, newest first. */
export class Listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }> {
  readonly #pageAfter: (after: string | undefined) => Promise<Page>;

  constructor(pageAfter: (after: string | undefined) => Promise<Page>) {
    this.#pageAfter = pageAfter;
  }

  /** The first page alone. */
  page(): Promise<Page> {
    return this.#pageAfter(undefined);
  }

  /** One page after the other; each is asked for when it is needed. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let after: string | undefined;
    do {
      const page = await this.#pageAfter(after);
      yield page;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One request, as an operation makes it. */
interface OperationRequest {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  /** Whether a repeated order under the same key is answered as the first one was. */
  readonly hasKey?: boolean;
  /** Whether the answer may be long: what has begun to come is not asked for once more. */
  readonly isLong?: boolean;
  /** Which bytes are asked for, as the header Range says it. */
  readonly range?: string;
}

/** Reads an answer that was no refusal; whoever reads for long says each time that more has come. */
type Reading<Answer> = (response: Response, moreCame: () => void) => Promise<Answer>;

interface Attempt {
  readonly asked: OperationRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: CallOptions;
  readonly nth: number;
  readonly endsAtMs: number;
}

const ATTEMPT_MS = 15_000;
const TIMEOUT_MS = 60_000;
const ATTEMPTS_MAX = 4;
const FIRST_WAIT_MS = 250;
const TOO_MANY = 429;
const PART_ONLY = 206;
const DONE: readonly number[] = [200, PART_ONLY];
/** Answers after which a request that may be repeated is sent again. */
const PASSING: readonly number[] = [502, 503, 504];

/** Sends requests: with the key, within limits, again where that does no harm. */
export class Requests {
  readonly #options: SambungOptions;
  readonly #base: string;

  constructor(options: SambungOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, "");
  }

  /** An answer of JSON. */
  async json<Answer>(request: OperationRequest, options: CallOptions): Promise<Answer> {
    return (await this.#send(request, options, (response) => response.json())) as Answer;
  }

  /** An answer with nothing in it. */
  async nothing(asked: OperationRequest, options: CallOptions): Promise<void> {
    await this.#send(asked, options, (response) => response.arrayBuffer());
  }

  /** An answer of bytes, such as a sound: as long as it comes it is waited for, and what has begun to come is not asked for once more. */
  async bytes(asked: OperationRequest, options: BytesOptions): Promise<Blob> {
    const { range } = options;
    const long = { ...asked, isLong: true };
    if (range === undefined) return this.#send(long, options, blobOf);
    const { from, to } = range;
    if (!(Number.isInteger(from) && from >= 0 && (to === undefined || (Number.isInteger(to) && to >= from)))) {
      throw new RangeError("range: whole numbers from 0 on, the first one no greater than the last");
    }
    return this.#send({ ...long, range: `bytes=${from}-${to ?? ""}` }, options, async (response, moreCame) => {
      const all = await blobOf(response, moreCame);
      // Whoever stands between may know nothing of parts, and then sends all.
      return response.status === PART_ONLY ? all : all.slice(from, to === undefined ? undefined : to + 1, all.type);
    });
  }

  /** A list, asked for page by page. */
  listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }>(
    asked: OperationRequest,
    options: CallOptions,
  ): Listing<Item, Page> {
    return new Listing((after) =>
      this.json<Page>(after === undefined ? asked : { ...asked, query: { ...asked.query, after } }, options),
    );
  }

  async #send<Answer>(asked: OperationRequest, options: CallOptions, read: Reading<Answer>): Promise<Answer> {
    const headers = this.#headersOf(asked, options);
    const attemptsMax = options.attemptsMax ?? this.#options.attemptsMax ?? ATTEMPTS_MAX;
    const endsAtMs = Date.now() + (options.timeoutMs ?? this.#options.timeoutMs ?? TIMEOUT_MS);
    for (let nth = 1; ; nth += 1) {
      try {
        return await this.#attempt({ asked, headers, options, nth, endsAtMs }, read);
      } catch (error) {
        if (!(error instanceof SambungError) || nth >= attemptsMax || !mayRepeat(asked, error)) throw error;
        const waitMs = error.retryAfterMs ?? waitBefore(nth);
        // Whoever is told to come back later than he may wait is told that, and not kept waiting for nothing.
        if (Date.now() + waitMs >= endsAtMs) throw error;
        await pause(waitMs, options.signal);
      }
    }
  }

  async #attempt<Answer>(attempt: Attempt, read: Reading<Answer>): Promise<Answer> {
    const { asked, headers, options, nth, endsAtMs } = attempt;
    const fault = (code: ClientFault, message: string, cause: unknown, status = 0) =>
      new SambungError({ operation: asked.operation, status, code, message, attempts: nth, cause });
    if (isAborted(options)) throw fault("aborted", "The call was ended.", options.signal?.reason);
    const ending = new AbortController();
    const end = () => ending.abort();
    options.signal?.addEventListener("abort", end);
    const attemptMs = options.attemptMs ?? this.#options.attemptMs ?? ATTEMPT_MS;
    const endAfter = (untilMs: number) => setTimeout(end, Math.max(1, Math.min(attemptMs, untilMs - Date.now())));
    let timer = endAfter(endsAtMs);
    const isBounded = (options.timeoutMs ?? this.#options.timeoutMs) !== undefined;
    const moreCame = (): void => {
      clearTimeout(timer);
      timer = endAfter(isBounded ? endsAtMs : Number.POSITIVE_INFINITY);
    };
    let status = 0;
    try {
      const response = await this.#fetch(asked, headers, ending.signal);
      status = response.status;
      if (!response.ok) throw await refusalOf(response, asked.operation, nth);
      return await read(response, moreCame);
    } catch (error) {
      if (error instanceof SambungError) throw error;
      if (isAborted(options)) throw fault("aborted", "The call was ended.", error);
      if (ending.signal.aborted) throw fault("timed-out", "There was no answer in time.", error, status);
      if (status !== 0) throw fault("answer-unreadable", "The answer could not be read.", error, status);
      throw fault("unreachable", "The installation could not be reached.", error);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", end);
    }
  }

  #fetch(asked: OperationRequest, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const ask = this.#options.fetch ?? fetch;
    const { method, path, query, body } = asked;
    return ask(`${this.#base}${path}${searchOf(query)}`, {
      method,
      headers: { ...headers },
      signal,
      // The key goes to the installation and nowhere else, and no cookie goes with it.
      redirect: "error",
      credentials: "omit",
      ...(body === undefined || body === null ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The headers of an order, the same for each of its attempts. */
  #headersOf(
    { body, hasKey, range }: OperationRequest,
    { idempotencyKey }: CallOptions,
  ): Readonly<Record<string, string>> {
    const { key, language = "en" } = this.#options;
    return {
      authorization: `Bearer ${key}`,
      accept: "application/json, application/problem+json, */*;q=0.1",
      "accept-language": language,
      ...(body === undefined || body === null ? {} : { "content-type": "application/json" }),
      ...(hasKey === true ? { "idempotency-key": idempotencyKey ?? freshKey() } : {}),
      ...(range === undefined ? {} : { range }),
    };
  }
}

function isAborted({ signal }: CallOptions): boolean {
  return signal?.aborted === true;
}

/** One part of an address. */
export function part(value: string): string {
  return encodeURIComponent(value);
}

/** Whether a request may be sent again: always after "too many", which did nothing, and otherwise where twice is once. */
function mayRepeat({ method, hasKey, isLong }: OperationRequest, { status, code }: SambungError): boolean {
  if (code === "aborted" || (isLong === true && DONE.includes(status))) return false;
  if (status === TOO_MANY) return true;
  const isHarmless = method === "GET" || hasKey === true;
  return isHarmless && (code === "unreachable" || code === "timed-out" || PASSING.includes(status));
}

function waitBefore(nth: number): number {
  return FIRST_WAIT_MS * 2 ** (nth - 1) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** All bytes of an answer; each time that some have come is told. */
function blobOf(response: Response, moreCame: () => void): Promise<Blob> {
  moreCame();
  const { body, headers } = response;
  if (body === null) return response.blob();
  const told = new TransformStream({
    transform: (bytes, onward) => {
      moreCame();
      onward.enqueue(bytes);
    },
  });
  return new Response(body.pipeThrough(told), { headers }).blob();
}

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** 32 hexadecimal digits that nobody else has. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a refusal says, as an error; an answer that is none of the installation's, such as a proxy's, by its status. */
async function refusalOf(response: Response, operation: string, attempts: number): Promise<SambungError> {
  const { status } = response;
  const retryAfterMs = retryAfterOf(response);
  const problem = readProblem(await response.text());
  if (problem === undefined) {
    const message = `The answer has the status ${status} and says no more.`;
    return new SambungError({ operation, status, code: "answer-unreadable", message, retryAfterMs, attempts });
  }
  return new SambungError({ ...problem, operation, status, retryAfterMs, attempts });
}

type ProblemParts = Pick<Failure, "code" | "message" | "fields" | "params" | "requestId">;

function readProblem(text: string): ProblemParts | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: Partial<ProblemParts> };
    if (typeof error?.code !== "string" || typeof error.message !== "string") return undefined;
    const { code, message, fields = [], params = {}, requestId } = error;
    return { code, message, fields, params, requestId };
  } catch {
    return undefined;
  }
}

function retryAfterOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

export type AnnounceInConferenceForm = components["schemas"]["AnnounceInConferenceForm"];
export type Application = components["schemas"]["Application"];
export type Applications = components["schemas"]["Applications"];
export type BeginConferenceForm = components["schemas"]["BeginConferenceForm"];
export type Call = components["schemas"]["Call"];
export type CallStory = components["schemas"]["CallStory"];
export type Calls = components["schemas"]["Calls"];
export type ChangeApplicationForm = components["schemas"]["ChangeApplicationForm"];
export type ChangeNumberForm = components["schemas"]["ChangeNumberForm"];
export type ChangeParticipantForm = components["schemas"]["ChangeParticipantForm"];
export type ChangeQueueForm = components["schemas"]["ChangeQueueForm"];
export type Conference = components["schemas"]["Conference"];
export type Conferences = components["schemas"]["Conferences"];
export type CreateApplicationForm = components["schemas"]["CreateApplicationForm"];
export type CreateQueueForm = components["schemas"]["CreateQueueForm"];
export type EndCallForm = components["schemas"]["EndCallForm"];
export type InviteParticipantForm = components["schemas"]["InviteParticipantForm"];
export type Message = components["schemas"]["Message"];
export type MessageForm = components["schemas"]["MessageForm"];
export type MessagePage = components["schemas"]["MessagePage"];
export type MessagePart = components["schemas"]["MessagePart"];
export type MessageStory = components["schemas"]["MessageStory"];
export type MessagesForm = components["schemas"]["MessagesForm"];
export type OrderCallForm = components["schemas"]["OrderCallForm"];
export type Participant = components["schemas"]["Participant"];
export type Participants = components["schemas"]["Participants"];
export type PhoneNumber = components["schemas"]["PhoneNumber"];
export type PhoneNumbers = components["schemas"]["PhoneNumbers"];
export type Queue = components["schemas"]["Queue"];
export type Queues = components["schemas"]["Queues"];
export type Recording = components["schemas"]["Recording"];
export type Recordings = components["schemas"]["Recordings"];
export type RedirectCallForm = components["schemas"]["RedirectCallForm"];
export type TakenMessage = components["schemas"]["TakenMessage"];
export type TakenMessages = components["schemas"]["TakenMessages"];
export type Usage = components["schemas"]["Usage"];
export type Usages = components["schemas"]["Usages"];
export type WaitingCall = components["schemas"]["WaitingCall"];
export type WaitingCalls = components["schemas"]["WaitingCalls"];
export type Problem = components["schemas"]["Problem"];

/** Every code that an operation may be refused with. */
export type RefusalCode =
  | "account-closed"
  | "api-key-missing"
  | "api-key-scope"
  | "api-key-unknown"
  | "application-leads-numbers"
  | "application-limit"
  | "balance-too-low"
  | "body-too-large"
  | "call-from-unknown"
  | "call-number-for-people"
  | "call-number-unfit"
  | "call-orders-waiting"
  | "call-stands-otherwise"
  | "call-target-one"
  | "coached-unknown"
  | "conference-stands-otherwise"
  | "document-unfit"
  | "hook-address-unfit"
  | "idempotency-key-unfit"
  | "internal"
  | "invalid-input"
  | "no-route"
  | "no-such-call"
  | "no-such-conference"
  | "no-such-message"
  | "no-such-number"
  | "no-such-queue"
  | "no-such-recording"
  | "no-such-voice-application"
  | "nobody-takes-part-so"
  | "nobody-waits-so"
  | "nothing-to-change"
  | "outside-hours"
  | "prefix-blocked"
  | "prefix-too-fast"
  | "queue-day-limit"
  | "queue-full"
  | "queue-limit"
  | "queue-name-taken"
  | "queue-used"
  | "queue-waits"
  | "range-not-there"
  | "recipient-opted-out"
  | "recipient-unfit"
  | "recording-goes-on"
  | "recording-lost"
  | "recording-stands-otherwise"
  | "request-differs"
  | "send-time-unfit"
  | "sender-look-alike"
  | "sender-not-approved"
  | "sender-unfit"
  | "sender-unknown"
  | "storage-away"
  | "template-and-text"
  | "template-category"
  | "template-not-approved"
  | "template-required"
  | "template-sender"
  | "template-unknown"
  | "template-value-missing"
  | "template-value-too-long"
  | "template-value-unfit"
  | "template-value-unknown"
  | "text-empty"
  | "text-too-long"
  | "text-unfit"
  | "too-fast"
  | "too-late"
  | "too-many-requests"
  | "try-again-shortly"
  | "usage-days-unfit"
  | "validity-unfit";

/** Asks an installation: one method for each operation. */
export class Sambung {
  readonly #requests: Requests;

  constructor(options: SambungOptions) {
    this.#requests = new Requests(options);
  }

  /** Lists applications, newest first. Several numbers can be led by one. Scope numbers.read. */
  listApplications(query: NonNullable<operations["listApplications"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Application, Applications> {
    return this.#requests.listing({ operation: "listApplications", method: "GET", path: "/api/v1/applications", query }, options);
  }

  /** Adds an application. A request that is repeated with the same `Idempotency-Key` is answered by the application of the first one. Scope numbers.write. */
  createApplication(body: CreateApplicationForm, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "createApplication", method: "POST", path: "/api/v1/applications", body, hasKey: true }, options);
  }

  /** Shows an application. Scope numbers.read. */
  fetchApplication(id: string, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "fetchApplication", method: "GET", path: `/api/v1/applications/${part(id)}` }, options);
  }

  /** Changes an application. What is left out stays as it is. Scope numbers.write. */
  changeApplication(id: string, body: ChangeApplicationForm, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "changeApplication", method: "PATCH", path: `/api/v1/applications/${part(id)}`, body }, options);
  }

  /** Takes an application away that leads no number. Scope numbers.write. */
  removeApplication(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeApplication", method: "DELETE", path: `/api/v1/applications/${part(id)}` }, options);
  }

  /** Lists calls, newest first: those that came, those over lines, those within the house, and those that programs ordered. All calls of the call centre, also those that nobody ordered. Scope calls.read. */
  listCalls(query: NonNullable<operations["listCalls"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Call, Calls> {
    return this.#requests.listing({ operation: "listCalls", method: "GET", path: "/api/v1/calls", query }, options);
  }

  /** Orders a call. It is on disk when it is answered. A switch begins it within a second, at the pace of the call centre; the gates of every call stand before it. A request that is repeated with the same `Idempotency-Key` within seven days is answered by the call of the first one. Scope calls.write. May cost money. */
  orderCall(body: OrderCallForm, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "orderCall", method: "POST", path: "/api/v1/calls", body, hasKey: true }, options);
  }

  /** Shows a call with whom it rang, and what was recorded of it. Scope calls.read. */
  fetchCall(id: string, options: CallOptions = {}): Promise<CallStory> {
    return this.#requests.json({ operation: "fetchCall", method: "GET", path: `/api/v1/calls/${part(id)}` }, options);
  }

  /** Ends a call, or takes its order back. It is answered once a switch has taken that; the call may take a moment to be over. Answered once a switch has taken it; the call may take a moment to be over. Scope calls.write. */
  endCall(id: string, body: EndCallForm | null = null, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "endCall", method: "POST", path: `/api/v1/calls/${part(id)}/end`, body }, options);
  }

  /** Has a call that goes on led by other instructions. Scope calls.write. May cost money. */
  redirectCall(id: string, body: RedirectCallForm, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "redirectCall", method: "POST", path: `/api/v1/calls/${part(id)}/redirect`, body }, options);
  }

  /** Lists conferences, newest first. Scope calls.read. */
  listConferences(query: NonNullable<operations["listConferences"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Conference, Conferences> {
    return this.#requests.listing({ operation: "listConferences", method: "GET", path: "/api/v1/conferences", query }, options);
  }

  /** Calls somebody into the conference of a name; it is begun where none of that name goes on. An order like that of a call, behind the same gates and pace. A request that is repeated with the same `Idempotency-Key` calls nobody again. Scope calls.write. May cost money. */
  beginConference(body: BeginConferenceForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "beginConference", method: "POST", path: "/api/v1/conferences", body, hasKey: true }, options);
  }

  /** Shows a conference. Scope calls.read. */
  fetchConference(id: string, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "fetchConference", method: "GET", path: `/api/v1/conferences/${part(id)}` }, options);
  }

  /** Has something said to all who take part. `url` answers a document of `Say`, `Play` and `Pause`. Scope calls.write. */
  announceInConference(id: string, body: AnnounceInConferenceForm, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "announceInConference", method: "POST", path: `/api/v1/conferences/${part(id)}/announce`, body }, options);
  }

  /** Ends a conference for everybody. Answered once a switch has taken it; calls that were ordered into it end with it. Scope calls.write. */
  endConference(id: string, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "endConference", method: "POST", path: `/api/v1/conferences/${part(id)}/end` }, options);
  }

  /** Lists who takes part in a conference, in the order in which they came. Scope calls.read. */
  listParticipants(id: string, query: NonNullable<operations["listParticipants"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Participant, Participants> {
    return this.#requests.listing({ operation: "listParticipants", method: "GET", path: `/api/v1/conferences/${part(id)}/participants`, query }, options);
  }

  /** Calls somebody into a conference that is not over. An order like that of a call, behind the same gates and pace. A request that is repeated with the same `Idempotency-Key` calls nobody again. Scope calls.write. May cost money. */
  inviteParticipant(id: string, body: InviteParticipantForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "inviteParticipant", method: "POST", path: `/api/v1/conferences/${part(id)}/participants`, body, hasKey: true }, options);
  }

  /** Shows somebody who takes part, or is on his way. Scope calls.read. */
  fetchParticipant(id: string, callId: string, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "fetchParticipant", method: "GET", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}` }, options);
  }

  /** Mutes or holds somebody, has him coach somebody, or has something said to him alone. What is left out stays as it is. Scope calls.write. */
  changeParticipant(id: string, callId: string, body: ChangeParticipantForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "changeParticipant", method: "PATCH", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}`, body }, options);
  }

  /** Puts somebody out of a conference, or takes back that he is called into it. Scope calls.write. */
  removeParticipant(id: string, callId: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeParticipant", method: "DELETE", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}` }, options);
  }

  /** Lists messages, newest first. Scope messages.read. */
  listMessages(query: NonNullable<operations["listMessages"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Message, MessagePage> {
    return this.#requests.listing({ operation: "listMessages", method: "GET", path: "/api/v1/messages", query }, options);
  }

  /** Sends a message. It is answered when the message is on disk; what becomes of it is asked later, or told to a webhook. Scope messages.send. May cost money. */
  sendMessage(body: MessageForm, options: CallOptions = {}): Promise<TakenMessage> {
    return this.#requests.json({ operation: "sendMessage", method: "POST", path: "/api/v1/messages", body, hasKey: true }, options);
  }

  /** Sends up to 1,000 messages in one request. Each is judged and answered for itself, in the order of the request. Scope messages.send. May cost money. */
  sendMessages(body: MessagesForm, options: CallOptions = {}): Promise<TakenMessages> {
    return this.#requests.json({ operation: "sendMessages", method: "POST", path: "/api/v1/messages/bulk", body, hasKey: true }, options);
  }

  /** Shows a message with its parts, and what carriers said of it. Scope messages.read. */
  fetchMessage(id: string, options: CallOptions = {}): Promise<MessageStory> {
    return this.#requests.json({ operation: "fetchMessage", method: "GET", path: `/api/v1/messages/${part(id)}` }, options);
  }

  /** Takes a message back, as long as no carrier has any part of it. Scope messages.send. */
  cancelMessage(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "cancelMessage", method: "DELETE", path: `/api/v1/messages/${part(id)}` }, options);
  }

  /** Lists the numbers of the call centre, by code. Scope numbers.read. */
  listNumbers(query: NonNullable<operations["listNumbers"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<PhoneNumber, PhoneNumbers> {
    return this.#requests.listing({ operation: "listNumbers", method: "GET", path: "/api/v1/numbers", query }, options);
  }

  /** Shows a number, and what leads its calls and messages. Scope numbers.read. */
  fetchNumber(code: string, options: CallOptions = {}): Promise<PhoneNumber> {
    return this.#requests.json({ operation: "fetchNumber", method: "GET", path: `/api/v1/numbers/${part(code)}` }, options);
  }

  /** Says what leads the calls and messages of a number. What is left out stays as it is. Scope numbers.write. */
  changeNumber(code: string, body: ChangeNumberForm, options: CallOptions = {}): Promise<PhoneNumber> {
    return this.#requests.json({ operation: "changeNumber", method: "PATCH", path: `/api/v1/numbers/${part(code)}`, body }, options);
  }

  /** Lists queues by name, with how many wait in each and how long. Scope queues.read. */
  listQueues(query: NonNullable<operations["listQueues"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Queue, Queues> {
    return this.#requests.listing({ operation: "listQueues", method: "GET", path: "/api/v1/queues", query }, options);
  }

  /** Adds a queue, in which callers may wait for as long as nobody takes them out. By the usual rules, which are arranged on its screen. Its name is nobody else's, so that a request that comes again makes no second one (409). Scope queues.write. */
  createQueue(body: CreateQueueForm, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "createQueue", method: "POST", path: "/api/v1/queues", body }, options);
  }

  /** Shows a queue with how many wait in it, and how long. Scope queues.read. */
  fetchQueue(id: string, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "fetchQueue", method: "GET", path: `/api/v1/queues/${part(id)}` }, options);
  }

  /** Gives a queue another name or size. What is left out stays as it is. Scope queues.write. */
  changeQueue(id: string, body: ChangeQueueForm, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "changeQueue", method: "PATCH", path: `/api/v1/queues/${part(id)}`, body }, options);
  }

  /** Ends a queue that nothing needs: nobody waits in it, and nothing leads into it. Scope queues.write. */
  endQueue(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "endQueue", method: "DELETE", path: `/api/v1/queues/${part(id)}` }, options);
  }

  /** Lists the calls that wait in a queue, in their order. Scope queues.read. */
  listWaitingCalls(id: string, query: NonNullable<operations["listWaitingCalls"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<WaitingCall, WaitingCalls> {
    return this.#requests.listing({ operation: "listWaitingCalls", method: "GET", path: `/api/v1/queues/${part(id)}/waiting`, query }, options);
  }

  /** Shows a call that waits in a queue, with its position. Scope queues.read. */
  fetchWaitingCall(id: string, callId: string, options: CallOptions = {}): Promise<WaitingCall> {
    return this.#requests.json({ operation: "fetchWaitingCall", method: "GET", path: `/api/v1/queues/${part(id)}/waiting/${part(callId)}` }, options);
  }

  /** Has a call that waits led on by other instructions. For every call that waits, whether a flow or an application has put it into the queue; whoever talks with an agent, or has been accepted by one, stays with him (409). Answered with the call as it waited. Scope queues.write. May cost money. */
  redirectWaitingCall(id: string, callId: string, body: RedirectCallForm, options: CallOptions = {}): Promise<WaitingCall> {
    return this.#requests.json({ operation: "redirectWaitingCall", method: "POST", path: `/api/v1/queues/${part(id)}/waiting/${part(callId)}/redirect`, body }, options);
  }

  /** Lists recordings that were not taken away, newest first. Scope recordings.read. */
  listRecordings(query: NonNullable<operations["listRecordings"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Recording, Recordings> {
    return this.#requests.listing({ operation: "listRecordings", method: "GET", path: "/api/v1/recordings", query }, options);
  }

  /** Shows a recording. Scope recordings.read. */
  fetchRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "fetchRecording", method: "GET", path: `/api/v1/recordings/${part(id)}` }, options);
  }

  /** Takes a recording away for ever. That there was one stays on record. Scope recordings.write. */
  removeRecording(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeRecording", method: "DELETE", path: `/api/v1/recordings/${part(id)}` }, options);
  }

  /** Ends the recording of a conference, which goes on itself. Answered once a switch has taken it, with the recording as it was. Others are not steered (409). Scope recordings.write. */
  endRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "endRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/end` }, options);
  }

  /** Has the recording of a conference stand still. Answered once a switch has taken it, with the recording as it was. Others are not steered (409). Scope recordings.write. */
  pauseRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "pauseRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/pause` }, options);
  }

  /** Has a recording that stands still go on. Answered once a switch has taken it, with the recording as it was. Others are not steered (409). Scope recordings.write. */
  resumeRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "resumeRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/resume` }, options);
  }

  /** Gives the sound of a recording, whole or a range of its bytes. A WAV with two channels, the caller on the left and whoever talks with him on the right; of a conference or a message with one. Each request is on record. `Range: bytes=0-65535` asks for a part (206). Scope recordings.read. */
  fetchRecordingSound(id: string, options: BytesOptions = {}): Promise<Blob> {
    return this.#requests.bytes({ operation: "fetchRecordingSound", method: "GET", path: `/api/v1/recordings/${part(id)}/sound` }, options);
  }

  /** Lists what was used and what it cost, by category, newest days first. `calls` and `sms` are sums of the categories that begin with their names. Scope usage.read. */
  listUsage(query: NonNullable<operations["listUsage"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Usage, Usages> {
    return this.#requests.listing({ operation: "listUsage", method: "GET", path: "/api/v1/usage", query }, options);
  }
}
