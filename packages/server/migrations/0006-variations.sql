-- The variations of the current answer of each test, and what they are made of: what learnings across tests are computed from.
CREATE TABLE variations (
  experiment_id uuid NOT NULL REFERENCES experiments ON DELETE CASCADE,
  -- In the order of the answer, from 0.
  place integer NOT NULL,
  name text NOT NULL,
  -- [{name, kind, direction, units, value, standardDeviation}], of each metric.
  metrics jsonb NOT NULL,
  -- Column of the file to its text, the same in all rows of the variation; null where they differed.
  content jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (experiment_id, place)
);
-- What there was is read from the answers; its texts come when an import is judged again.
INSERT INTO variations (experiment_id, place, name, metrics)
SELECT e.id, v.place - 1, v.variation ->> 'name',
  (SELECT jsonb_agg(jsonb_build_object(
      'name', m ->> 'name', 'kind', m ->> 'kind', 'direction', m ->> 'direction',
      'units', of -> 'units', 'value', of -> 'value', 'standardDeviation', of -> 'standardDeviation'))
   FROM jsonb_array_elements(r.answer -> 'metrics') AS m, jsonb_array_elements(m -> 'variations') AS of
   WHERE of ->> 'name' = v.variation ->> 'name')
FROM experiments e
JOIN results r ON r.experiment_id = e.id AND r.analysis_id = e.analysis_id,
  jsonb_array_elements(r.answer #> '{source,variations}') WITH ORDINALITY AS v (variation, place)
WHERE jsonb_array_length(r.answer -> 'metrics') > 0;

UPDATE analyses SET choices = '{"attributes": [], "texts": [], "held": []}' || choices WHERE choices IS NOT NULL;
-- The sample always said what it is made of.
UPDATE analyses SET choices = choices || '{"texts": ["headline"], "held": ["eyecatcher_id", "lede", "excerpt"]}'
FROM imports WHERE imports.id = analyses.import_id AND imports.source = 'sample' AND choices IS NOT NULL;
