import type { Said, Voice } from '../alerts/voice.ts';
import { learnedCard, missedCard, noticeCard, silenceLine } from '../chat/card/alert-summary.ts';
import type { Card } from '../chat/card/card.ts';
import { incidentCard } from '../chat/card/incident-card.ts';
import { eventCard, eventLine } from '../chat/card/incident-event.ts';

/** Alerts as the chats show them: each message's line is what its card's notification says. */
export const alertVoice: Voice = {
  root: (incident, scenery) => said(incidentCard(incident, scenery)),
  event: (incident, event, scenery) => ({
    line: eventLine(incident, event, scenery),
    payload: eventCard(incident, event, scenery),
  }),
  learned: (firings, span, scenery) => said(learnedCard(firings, span, scenery)),
  whileDown: (firings, span, scenery) => said(missedCard(firings, span, scenery)),
  notice: (rows, more, scenery) => said(noticeCard(rows, more, scenery)),
  silence: (told, scenery) => ({ line: silenceLine(told, scenery), payload: null }),
};

function said(card: Card): Said {
  return { line: card.fallback, payload: card };
}
