-- save_answers --
-- Keep the next answers of an open sitting, all of them or none. Sending them again changes nothing. The row of the
-- sitting is held, so that nothing is kept after its end. Says what there was, so that the caller can tell why not.
-- Whoever is signed in must be the candidate; without a mark nobody is.
WITH sitting AS (
    SELECT s.id, s.agency_id, s.opens_at, s.closes_at, s.entered_at, s.ended_at, p.options,
        coalesce(s.person_mark = %(person_mark)s::bytea, true) AS is_theirs
    FROM room_sitting s JOIN room_paper p ON p.id = s.paper_id
    WHERE s.token = %(token)s
    FOR SHARE OF s
), given AS (
    SELECT * FROM unnest(%(seqs)s::int[], %(items)s::smallint[], %(choices)s::smallint[]) AS g (seq, item, choice)
), held AS (
    SELECT count(*) AS total, count(*) FILTER (WHERE a.item = g.item AND a.choice = g.choice) AS same
    FROM sitting JOIN room_answer a ON a.sitting_id = sitting.id JOIN given g USING (seq)
), before AS (
    SELECT coalesce(max(a.seq), 0) AS last FROM sitting JOIN room_answer a ON a.sitting_id = sitting.id
), fits AS (
    SELECT coalesce(bool_and(
        g.item < cardinality(sitting.options) AND g.item >= 0
        AND g.choice >= -1 AND g.choice < sitting.options[g.item + 1]
    ), false) AS all_fit FROM sitting, given g
), kept AS (
    INSERT INTO room_answer (sitting_id, seq, item, choice, agency_id, at)
    SELECT sitting.id, g.seq, g.item, g.choice, sitting.agency_id, %(at)s
    FROM sitting, given g, held, before, fits
    WHERE sitting.is_theirs AND sitting.entered_at IS NOT NULL AND sitting.ended_at IS NULL
        AND %(at)s >= sitting.opens_at AND %(at)s < sitting.closes_at
        AND fits.all_fit AND held.total = held.same AND %(first)s <= before.last + 1 AND g.seq > before.last
    ON CONFLICT DO NOTHING
    RETURNING seq
)
SELECT sitting.opens_at, sitting.closes_at, sitting.entered_at, sitting.ended_at, sitting.is_theirs,
    before.last, held.total, held.same, fits.all_fit, (SELECT count(*) FROM kept)
FROM sitting, held, before, fits;

-- answers_of --
-- The answers that count: of each question the last event. A cleared answer is -1.
SELECT DISTINCT ON (a.item) a.item, a.choice
FROM room_answer a JOIN room_sitting s ON s.id = a.sitting_id
WHERE s.token = %(token)s
ORDER BY a.item, a.seq DESC;

-- events_of --
-- Every event of a sitting in its order.
SELECT a.seq, a.item, a.choice, a.at
FROM room_answer a JOIN room_sitting s ON s.id = a.sitting_id
WHERE s.token = %(token)s
ORDER BY a.seq;

-- enter --
-- Let a candidate in while the sitting is open; who is in already stays so.
UPDATE room_sitting SET entered_at = %(at)s
WHERE token = %(token)s AND entered_at IS NULL AND ended_at IS NULL AND %(at)s >= opens_at AND %(at)s < closes_at
RETURNING id;

-- end_sitting --
-- End a sitting once. Waits for saves under way, and none comes after it.
UPDATE room_sitting SET ended_at = %(at)s, why = %(why)s
WHERE token = %(token)s AND ended_at IS NULL
RETURNING id;
