; The installer for Windows, for one person, without an administrator: see packaging/build, which gives VERSION, NUMBERS, FROM and OUT.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"
Name "Footnote"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Footnote"
InstallDirRegKey HKCU "Software\Footnote" "InstallDir"
SetCompressor /SOLID lzma
VIProductVersion "${NUMBERS}.0"
VIAddVersionKey ProductName "Footnote"
VIAddVersionKey FileDescription "Footnote installer"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT licence"
!define MUI_ICON "${FROM}/footnote.ico"
!define MUI_UNICON "${FROM}/footnote.ico"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\Footnote.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString Running ${LANG_ENGLISH} "Footnote is running. Quit it, also in the tray, and try again."
LangString Running ${LANG_GERMAN} "Footnote läuft noch. Beenden Sie es, auch im Infobereich, und versuchen Sie es noch einmal."
LangString System ${LANG_ENGLISH} "Footnote needs 64-bit Windows 10 or later."
LangString System ${LANG_GERMAN} "Footnote braucht Windows 10 oder neuer mit 64 Bit."
LangString AskFolder ${LANG_ENGLISH} "Ask this folder with Footnote"
LangString AskFolder ${LANG_GERMAN} "Diesen Ordner mit Footnote fragen"
LangString Kept ${LANG_ENGLISH} "Footnote is removed. Your library and settings are kept in $LOCALAPPDATA\footnote (a library that you moved stays where it is). Delete that folder if you no longer need them. Your documents were never in it."
LangString Kept ${LANG_GERMAN} "Footnote ist entfernt. Ihre Bibliothek und die Einstellungen bleiben in $LOCALAPPDATA\footnote (eine verschobene Bibliothek bleibt, wo sie ist). Löschen Sie den Ordner, wenn Sie sie nicht mehr brauchen. Ihre Dokumente lagen nie darin."

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\io.footnote.Footnote"
!define CLASSES "Software\Classes"
!define APPLICATION "${CLASSES}\Applications\Footnote.exe"

!macro Type EXTENSION
  WriteRegStr HKCU "${APPLICATION}\SupportedTypes" "${EXTENSION}" ""
!macroend

Section
  ${IfNot} ${RunningX64}
    Abort "$(System)"
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  File "/oname=Footnote.exe" "${FROM}/Footnote.exe"
  IfErrors 0 +2
    Abort "$(Running)"
  SetOutPath "$INSTDIR\bin" ; a folder of its own, which a person may put into PATH
  File "/oname=footnote.exe" "${FROM}/bin/footnote.exe"
  File "/oname=footnote.ps1" "${FROM}/bin/footnote.ps1"
  IfErrors 0 +2
    Abort "$(Running)"
  SetOutPath "$INSTDIR"
  File "/oname=LICENSE.txt" "${FROM}/LICENSE.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Footnote.lnk" "$INSTDIR\Footnote.exe" "" "$INSTDIR\Footnote.exe" 0
  WriteRegStr HKCU "Software\Footnote" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\footnote.exe" "" "$INSTDIR\Footnote.exe"

  ; "Open with" for what Footnote reads. It takes over no type.
  WriteRegStr HKCU "${APPLICATION}" "FriendlyAppName" "Footnote"
  WriteRegStr HKCU "${APPLICATION}\shell\open\command" "" '"$INSTDIR\Footnote.exe" window -- "%1"'
  !insertmacro Type ".pdf"
  !insertmacro Type ".docx"
  !insertmacro Type ".pptx"
  !insertmacro Type ".xlsx"
  !insertmacro Type ".odt"
  !insertmacro Type ".odp"
  !insertmacro Type ".ods"
  !insertmacro Type ".rtf"
  !insertmacro Type ".epub"
  !insertmacro Type ".txt"
  !insertmacro Type ".md"
  !insertmacro Type ".html"
  !insertmacro Type ".csv"
  !insertmacro Type ".eml"
  !insertmacro Type ".msg"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Footnote" "" "$(AskFolder)"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Footnote" "Icon" "$INSTDIR\Footnote.exe,0"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Footnote\command" "" '"$INSTDIR\Footnote.exe" window -- "%1"'
  WriteRegStr HKCU "${CLASSES}\footnote" "" "URL:Footnote"
  WriteRegStr HKCU "${CLASSES}\footnote" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\footnote\shell\open\command" "" '"$INSTDIR\Footnote.exe" window -- "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Footnote"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Footnote authors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Footnote.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  ClearErrors
  Delete "$INSTDIR\Footnote.exe"
  IfErrors 0 +2
    Abort "$(Running)" ; nothing is taken away yet
  Delete "$INSTDIR\bin\footnote.exe"
  Delete "$INSTDIR\bin\footnote.ps1"
  RMDir "$INSTDIR\bin"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only if it is empty
  Delete "$SMPROGRAMS\Footnote.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Footnote"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\footnote.exe"
  DeleteRegKey HKCU "${APPLICATION}"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\Footnote"
  DeleteRegKey HKCU "${CLASSES}\footnote"
  DetailPrint "$(Kept)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(Kept)" /SD IDOK
SectionEnd
