import type { Answer } from '../src/answers/answer.ts';
import type { Digest } from '../src/answers/digest.ts';
import { sayText } from '../src/words/messages.ts';
import { aboutPhrase } from './about.ts';
import type { DigestAsking, DigestDefinition } from './digest.ts';

/**
 * A whole digest: what the definition says, its title, and the sources of every answer in it with their age. It is the
 * demo's where an answer is.
 */
export async function makeDigest(definition: DigestDefinition, asking: DigestAsking): Promise<Digest> {
  const answers: Answer[] = [];
  const content = await definition.make({
    ...asking,
    async ask(question) {
      const answer = await asking.ask(question);
      answers.push(answer);
      return answer;
    },
  });
  return {
    name: definition.name,
    title: digestTitle(definition, content.about, asking),
    demo: answers.some(({ demo }) => demo),
    sources: sourcesOf(answers),
    ...content,
  };
}

/** What a digest is called where it is about this week, cycle or day: also of one whose data is not there yet. */
export function digestTitle(
  definition: DigestDefinition,
  about: string,
  { language, say }: Pick<DigestAsking, 'language' | 'say'>,
): string {
  return sayText(definition.words[language].title, language, { about: aboutPhrase(about, say, language) });
}

function sourcesOf(answers: readonly Answer[]): Digest['sources'] {
  const sources = new Map(answers.flatMap((answer) => answer.sources).map((each) => [each.source, each]));
  return [...sources.values()];
}
