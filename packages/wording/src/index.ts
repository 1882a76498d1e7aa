/** How an answer reads: numbers, verdict words and marks, sentences, findings, and the chart as numbers. Runs anywhere. */
export { answerOf, basisOf, decimalsOfMetric, inSentence, opponentWords, questionOf } from './answer-sentences.ts';
export { type Axis, chooseAxis, type Drawn, drawn, position } from './axis.ts';
export {
  apartSaid,
  type ContradictionSaid,
  contradictionCosts,
  contradictionSentence,
  daysSaved,
  effectSaid,
  librarySurprise,
  memberSurprise,
  oneIn,
  type SaidEffect,
  scopeWho,
  tellingSentences,
} from './contradiction-sentences.ts';
export { type CrossingPlot, crossingHeight } from './crossing-plot.ts';
export { byChoice, type Choice, choiceName, type Door } from './doors.ts';
export {
  interactionWords,
  metricNotes,
  metricsFinding,
  type Note,
  primaryInteractions,
  segmentNotes,
  segmentsFinding,
  sentenceOf,
  worthHavingText,
} from './findings.ts';
export {
  contrastWords,
  effectWords,
  learningSentence,
  learningVerdicts,
  notEstimableReason,
  outlyingSentence,
  priorSentences,
  scopeSentence,
} from './learning-sentences.ts';
export {
  chanceWords,
  type JudgedTest,
  judgeMany,
  type ManyAnswers,
  manyAnswer,
  manyQuestion,
  suspectWords,
  testsByInterest,
} from './many-answers.ts';
export { type Method, methodOf, methodQuestion } from './method.ts';
export { named, pageText, shorten } from './names.ts';
export * as numbers from './numbers.ts';
export {
  checksInOrder,
  clause,
  type HealthSummary,
  healthSummary,
  levelWords,
  plain,
  type Saying,
  unadjustedWords,
  unitsOf,
} from './phrases.ts';
export {
  bandWords,
  type FrameInput,
  frameFor,
  frameOf,
  lineOf,
  type MetricPlot,
  markOf,
  type PlotFrame,
  type PlotLine,
  type PlotMark,
  type PlotMeasure,
  type PlotOptions,
  type PlotRow,
  type PlotTick,
  plotKey,
  plotOf,
} from './plot.ts';
export {
  assumptionDecision,
  assumptionWhy,
  believedWords,
  combinedTitle,
  combinedWhy,
  decisionSentence,
  driftWhy,
  hypothesisSentence,
  ideaWhy,
  outlyingWhy,
  proposalCautions,
  proposalNotes,
  scopeWhy,
  staleWhy,
  testedWords,
  uncertainWhy,
  untestedWhy,
} from './proposal-sentences.ts';
export { relativeChange } from './relative-change.ts';
export { requestSentences } from './request-sentences.ts';
export { lossWords, type MetricTable, type ResultTable, resultTable, type TableRow } from './result-table.ts';
export {
  type SearchMark,
  type SearchPlot,
  searchFinding,
  searchMarks,
  searchPlots,
  searchQuestion,
} from './search-words.ts';
export { type GroupRow, groupRows } from './segment-rows.ts';
export { segmentSentence, segmentWords } from './segment-sentences.ts';
export { type GroupMark, type GroupPlot, type SegmentsPlot, segmentsPlot } from './segments-plot.ts';
export { countWord, type TodayHeadline, todayHeadline } from './today-sentences.ts';
export {
  byInterest,
  checkTitle,
  comparisonMarks,
  healthMarks,
  type Mark,
  primaryMetric,
  type Tone,
  testMarks,
  testVerdict,
  testVerdicts,
  verdictWords,
} from './verdicts.ts';
export {
  type EffectsPlot,
  effectsPlot,
  type FunnelPlot,
  funnelPlot,
  type WhyMark,
  whyFinding,
} from './why-plot.ts';
export { type WhySection, whySection } from './why-section.ts';
export { whyTexts } from './why-texts.ts';
export {
  aliasWords,
  designWords,
  type EffectRow,
  effectRows,
  type FunnelRow,
  funnelRows,
  funnelsByEvidence,
  whyQuestion,
} from './why-words.ts';
