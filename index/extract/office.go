package extract

// officeFormats lists the formats of office programs and of books that are read.
func officeFormats() []format {
	return []format{
		{
			kind: "xlsx", name: "an Excel workbook",
			types:      []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
			extensions: []string{".xlsx", ".xlsm", ".xltx", ".xltm"},
			read:       readXLSX,
		},
		{
			kind: "pptx", name: "a PowerPoint presentation",
			types:      []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"},
			extensions: []string{".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"},
			read:       readPPTX,
		},
		{
			kind: "odt", name: "an OpenDocument text",
			types:      []string{"application/vnd.oasis.opendocument.text"},
			extensions: []string{".odt", ".ott", ".odm"},
			read:       readODT,
		},
		{
			kind: "odp", name: "an OpenDocument presentation",
			types:      []string{"application/vnd.oasis.opendocument.presentation"},
			extensions: []string{".odp", ".otp"},
			read:       readODP,
		},
		{
			kind: "ods", name: "an OpenDocument spreadsheet",
			types:      []string{"application/vnd.oasis.opendocument.spreadsheet"},
			extensions: []string{".ods", ".ots"},
			read:       readODS,
		},
		{
			kind: "rtf", name: "an RTF document",
			types:      []string{"text/rtf", "application/rtf"},
			extensions: []string{".rtf"},
			read:       readRTF,
		},
		{
			kind: "epub", name: "an EPUB book",
			types:      []string{"application/epub+zip"},
			extensions: []string{".epub"},
			read:       readEPUB,
		},
		{
			kind: "csv", name: "a file of comma-separated values", text: true,
			extensions: []string{".csv", ".tsv", ".tab"},
			read:       readCSV,
		},
	}
}
