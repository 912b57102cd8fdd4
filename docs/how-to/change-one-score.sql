-- SPDX-License-Identifier: AGPL-3.0-or-later
-- An insider who owns the database raises the score of whoever came last in one vacancy of the demonstration, past all
-- triggers. README.md, "A tour: change one score", tells how the verifier sees it.
SET session_replication_role = replica;
UPDATE ranking_placement SET figures = jsonb_set(figures, '{parts,umum}', '"50"')
WHERE id = (
    SELECT p.id
    FROM ranking_placement p
    JOIN ranking_edition e ON e.id = p.edition_id
    JOIN tenancy_round r ON r.id = e.round_id
    JOIN vacancies_vacancy v ON v.id = p.vacancy_id
    WHERE r.code = 'sawahlunto-2026-1' AND v.code = 'V01' AND e.stage = 'final' AND p.place > 1
    ORDER BY p.place DESC LIMIT 1
);
