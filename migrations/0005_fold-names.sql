-- By hand. Final sigma folds to sigma. Nothing else in folding has changed, so these are exactly the service's keys.
UPDATE `identities` SET `name_key` = replace(`name_key`, 'ς', 'σ'), `alias_key` = replace(`alias_key`, 'ς', 'σ')
	WHERE instr(`name_key`, 'ς') OR instr(`alias_key`, 'ς');--> statement-breakpoint
-- 0001 gave no keys to the identities that it found. SQLite lowers ASCII only, so the other capital letters of most
-- European languages are replaced one by one. For other letters, and for a text that is not in NFKC, the key is an
-- approximation until a token or an import brings the text again.
UPDATE `identities` SET (`name_key`, `alias_key`) = (
	WITH RECURSIVE `folding` (`name`, `alias`, `letters`) AS (
		SELECT lower(`identities`.`name`), lower(`identities`.`alias`), 'ςσ'
			|| 'ÀàÁáÂâÃãÄäÅåÆæÇçÈèÉéÊêËëÌìÍíÎîÏïÐðÑñÒòÓóÔôÕõÖöØøÙùÚúÛûÜüÝýÞþ'
			|| 'ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįĴĵĶķĹĺĻļĽľŁłŃń'
			|| 'ŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸÿŹźŻżŽžȘșȚț'
			|| 'ΆάΈέΉήΊίΌόΎύΏώΑαΒβΓγΔδΕεΖζΗηΘθΙιΚκΛλΜμΝνΞξΟοΠπΡρΣσΤτΥυΦφΧχΨψΩωΪϊΫϋ'
			|| 'ЀѐЁёЂђЃѓЄєЅѕІіЇїЈјЉљЊњЋћЌќЍѝЎўЏџАаБбВвГгДдЕеЖжЗзИи'
			|| 'ЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯяҐґ'
		UNION ALL
		SELECT replace(`name`, substr(`letters`, 1, 1), substr(`letters`, 2, 1)),
			replace(`alias`, substr(`letters`, 1, 1), substr(`letters`, 2, 1)),
			substr(`letters`, 3)
			FROM `folding` WHERE `letters` <> ''
	)
	SELECT coalesce(`identities`.`name_key`, `name`), coalesce(`identities`.`alias_key`, `alias`)
		FROM `folding` WHERE `letters` = ''
) WHERE (`name` IS NOT NULL AND `name_key` IS NULL) OR (`alias` IS NOT NULL AND `alias_key` IS NULL);
