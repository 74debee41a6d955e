" Vim syntax for reading notes of tracker (*.notes).
" Copy it to ~/.vim/syntax/trackernotes.vim and put this into ~/.vimrc:
"   autocmd BufNewFile,BufRead *.notes setfiletype trackernotes
"   autocmd FileType trackernotes setlocal commentstring=#\ %s dictionary=~/.vim/tracker-words.txt
" Known keys, names, places and types for i_CTRL-X_CTRL-K:
"   tracker read --words > ~/.vim/tracker-words.txt
" Faults as a list of places to go to:
"   :set makeprg=tracker\ read\ --dry-run\ % errorformat=%f:%l:%c:\ %m,%-G%.%#

if exists("b:current_syntax")
  finish
endif
syntax case match
syntax sync minlines=1

syntax match notesSource    /^\s*@\s*\S\+/ nextgroup=notesRest
syntax match notesRest      /.*/ contained contains=notesUrl,notesBar,notesComment,notesString
syntax match notesTitle     /^\s*+.*/ contains=notesLabel,notesComment,notesString,notesEscape
syntax match notesStanding  /^\s*=.*/ contains=notesLabel,notesComment,notesString,notesEscape
syntax match notesDeclared  /^\s*!.*/ contains=notesComment,notesString,notesField,notesLabel
syntax match notesField     /\(^\s*\|;\s*\)\zs\(claimed\.\)\?[a-z][a-z0-9.-]*\ze\(\s\|!=\|$\)/
syntax match notesDenial    /!=/
syntax match notesBar       /\(^\|\s\)|\(\s\|$\)/ nextgroup=notesPart skipwhite
syntax match notesPart      /\<\(said-by\|via\|pinpoint\|reading\|stance\|credibility\|tz\|own\|sic\|adopt\|range\|plain\|ambiguous\|inferred\|reports\|denies\|context\)\>/ contained
syntax match notesLabel     /\(^\|\s\)&\S\+/
syntax match notesUrl       /https\?:\/\/\S\+/
syntax match notesEscape    /\\./
syntax region notesString   start=/\(^\|\s\|[@+=!]\)\@1<="/ skip=/\\./ end=/"/ oneline contains=notesEscape
syntax match notesComment   /^\s*#.*\|\s#\(\s.*\)\?$/ contains=notesTodo
syntax match notesFault     /^#!.*/
syntax keyword notesTodo    TODO FIXME contained

highlight default link notesSource   Identifier
highlight default link notesTitle    Title
highlight default link notesStanding Special
highlight default link notesDeclared Type
highlight default link notesField    Keyword
highlight default link notesDenial   WarningMsg
highlight default link notesBar      Delimiter
highlight default link notesPart     PreProc
highlight default link notesLabel    Label
highlight default link notesUrl      Underlined
highlight default link notesEscape   SpecialChar
highlight default link notesString   String
highlight default link notesComment  Comment
highlight default link notesFault    Error
highlight default link notesTodo     Todo

let b:current_syntax = "trackernotes"
