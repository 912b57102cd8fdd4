-- The final ranking of cpns-2024 by window functions, from the tables `posts` and `people` to `ranked`.
CREATE TABLE ranked AS
WITH judged AS (
    SELECT p.id, p.vacancy, v.slots, twk, tiu, tkp, twk + tiu + tkp AS skd, skb, gpa, born_on,
           ((twk + tiu + tkp) * 200000 + 550) / 1100 AS skd_1000,
           CASE WHEN NOT CASE kind WHEN 'UMUM' THEN twk >= 65 AND tiu >= 80 AND tkp >= 166
                                   WHEN 'CUMLAUDE' THEN twk + tiu + tkp >= 311 AND tiu >= 85
                                   ELSE twk + tiu + tkp >= 286 AND tiu >= 60 END THEN 1
                WHEN skb IS NULL THEN 2 ELSE 0 END AS band
    FROM people AS p JOIN posts AS v USING (vacancy)
), merged AS (
    SELECT *, (skd_1000::bigint * 4 + (skb * 1000)::bigint * 6 + 5) / 10 AS final FROM judged
), placed AS (
    SELECT *, rank() OVER best_first AS place, count(*) OVER best_first AS last,
           lag(final) OVER best_first AS above_final, lag(skd) OVER best_first AS above_skd,
           lag(tkp) OVER best_first AS above_tkp, lag(tiu) OVER best_first AS above_tiu,
           lag(twk) OVER best_first AS above_twk, lag(gpa) OVER best_first AS above_gpa
    FROM merged
    WINDOW best_first AS (PARTITION BY vacancy, band ORDER BY final DESC, skd DESC, tkp DESC, tiu DESC, twk DESC,
                          gpa DESC NULLS LAST, born_on)
)
SELECT vacancy, CASE WHEN band = 0 AND place <= slots THEN place END AS place, id, skd, skd_1000, skb, final,
       CASE WHEN band = 2 THEN 'TH' WHEN band = 1 OR place > slots THEN 'TL' WHEN last <= slots THEN 'L' END AS outcome,
       CASE WHEN band > 0 THEN NULL WHEN last > place THEN 'shared' WHEN final <> above_final THEN 'final'
            WHEN skd <> above_skd THEN 'skd' WHEN tkp <> above_tkp THEN 'tkp' WHEN tiu <> above_tiu THEN 'tiu'
            WHEN twk <> above_twk THEN 'twk' WHEN gpa <> above_gpa THEN 'gpa' ELSE 'born_on' END AS decided_by
FROM placed ORDER BY vacancy, band, place, id;
