<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChartWords</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n 个点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 到 %3</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>ColumnWords</name>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Every cell reads as a number; larger and smaller count.</source>
        <translation>每个单元格都能读作数字，大小有意义。</translation>
    </message>
    <message>
        <source>Free words, hardly two cells alike.</source>
        <translation>自由书写的文字，几乎没有两个单元格相同。</translation>
    </message>
    <message>
        <source>Every cell reads as a date or a time.</source>
        <translation>每个单元格都能读作日期或时间。</translation>
    </message>
    <message>
        <source>Two values that read as yes and no.</source>
        <translation>两个可读作“是”和“否”的值。</translation>
    </message>
    <message>
        <source>A picture a row, all of one size; models look at its pixels.</source>
        <translation>每行一张图片，尺寸都相同；模型直接看像素。</translation>
    </message>
    <message>
        <source>Always the same value</source>
        <translation>始终是同一个值</translation>
    </message>
    <message>
        <source>The same as another column</source>
        <translation>与另一列相同</translation>
    </message>
    <message>
        <source>Looks like a running number or a key</source>
        <translation>像是流水号或主键</translation>
    </message>
    <message>
        <source>Almost surely gives the answer away</source>
        <translation>几乎肯定泄露了答案</translation>
    </message>
    <message>
        <source>Mostly empty</source>
        <translation>大部分为空</translation>
    </message>
    <message>
        <source>One value is far more common</source>
        <translation>某个值出现得过多</translation>
    </message>
    <message>
        <source>Very many different values</source>
        <translation>不同的值非常多</translation>
    </message>
    <message>
        <source>Leave it out unless you will really know it before the answer.</source>
        <translation>除非在得知答案之前确实能知道它，否则请排除这一列。</translation>
    </message>
    <message>
        <source>Leaving it out is safe.</source>
        <translation>排除它不会有损失。</translation>
    </message>
    <message>
        <source>Words or codes; only equal or not counts.</source>
        <translation>词语或代码；只看是否相同。</translation>
    </message>
    <message>
        <source>Input: models may use it</source>
        <translation>输入：模型可以使用</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>This is what is predicted</source>
        <translation>这是要预测的列</translation>
    </message>
    <message>
        <source>Group: rows of one value stay together</source>
        <translation>分组：同一值的行始终在一起</translation>
    </message>
    <message>
        <source>Time: models are tested on later rows</source>
        <translation>时间：在较晚的行上测试模型</translation>
    </message>
    <message>
        <source>Weight of each row</source>
        <translation>每一行的权重</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>要预测</translation>
    </message>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>CoreWords</name>
    <message>
        <source>%1: %2</source>
        <comment>subject and what is the matter with it</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>ErrorMessages</name>
    <message>
        <source>The data can&apos;t be used like this</source>
        <translation>数据不能这样使用</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>The file can&apos;t be read</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>The file can&apos;t be written</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>The file is damaged or of another kind</source>
        <translation>文件已损坏或不是所需的类型</translation>
    </message>
    <message>
        <source>The file was made by a newer Leptune</source>
        <translation>文件由更新版本的 Leptune 生成</translation>
    </message>
    <message>
        <source>A column does not fit</source>
        <translation>某一列不合适</translation>
    </message>
    <message>
        <source>Too little data to learn from</source>
        <translation>数据太少，无法学习</translation>
    </message>
    <message>
        <source>A setting does not fit</source>
        <translation>某项设置不合适</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>This is not possible here</source>
        <translation>此处无法这样做</translation>
    </message>
    <message>
        <source>Leptune made a mistake</source>
        <translation>Leptune 出错了</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Check that the file is still there and that you may read it.</source>
        <translation>请确认文件还在，并且您有权限读取。</translation>
    </message>
    <message>
        <source>Choose another folder or free some space, then try again.</source>
        <translation>请换一个文件夹或腾出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>Open it with the version that wrote it, or update Leptune.</source>
        <translation>请用写入它的版本打开，或更新 Leptune。</translation>
    </message>
    <message>
        <source>Close other programs or use fewer rows or columns.</source>
        <translation>请关闭其他程序，或减少行数或列数。</translation>
    </message>
    <message>
        <source>Your data is untouched. Please report what you did.</source>
        <translation>您的数据没有受影响。请把您的操作步骤反馈给我们。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Customers who leave</source>
        <translation>流失的客户</translation>
    </message>
    <message>
        <source>Which customers will cancel? 2,000 rows with missing cells, yes or no</source>
        <translation>哪些客户会退订？2,000 行，含空缺单元格，答案为是或否</translation>
    </message>
    <message>
        <source>House prices</source>
        <translation>房价</translation>
    </message>
    <message>
        <source>What is a house worth? 1,500 rows, a number</source>
        <translation>一套房子值多少钱？1,500 行，答案为数值</translation>
    </message>
    <message>
        <source>Three flowers</source>
        <translation>三种花</translation>
    </message>
    <message>
        <source>Which species is it? 300 rows, three classes</source>
        <translation>这是哪个品种？300 行，三个类别</translation>
    </message>
</context>
<context>
    <name>FilePlaces</name>
    <message>
        <source>%1 could not be written: %2. Choose another folder.</source>
        <translation>无法写入 %1：%2。请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>&lt; %1 s</source>
        <translation>&lt; %1 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>decimal comma</source>
        <translation>小数逗号</translation>
    </message>
    <message>
        <source>decimal point</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>holds the names</source>
        <translation>是列名</translation>
    </message>
    <message>
        <source>is a row like all others</source>
        <translation>与其他行一样是数据</translation>
    </message>
</context>
<context>
    <name>MetricWords</name>
    <message>
        <source>Share of right answers</source>
        <translation>答对的比例</translation>
    </message>
    <message>
        <source>Right answers, every class alike</source>
        <translation>答对的比例，各类别同等看待</translation>
    </message>
    <message>
        <source>Miss as few as possible</source>
        <translation>尽量不漏掉</translation>
    </message>
    <message>
        <source>As few false alarms as possible</source>
        <translation>尽量不误报</translation>
    </message>
    <message>
        <source>Few misses and few false alarms</source>
        <translation>少漏报也少误报</translation>
    </message>
    <message>
        <source>Good order of the rows</source>
        <translation>行的排序要好</translation>
    </message>
    <message>
        <source>Honest probabilities</source>
        <translation>概率要可信</translation>
    </message>
    <message>
        <source>Probabilities near the truth</source>
        <translation>概率要接近真实</translation>
    </message>
    <message>
        <source>Small errors, large ones count more</source>
        <translation>误差小，大误差更重</translation>
    </message>
    <message>
        <source>Small errors on average</source>
        <translation>平均误差小</translation>
    </message>
    <message>
        <source>Share of the differences explained</source>
        <translation>解释了多少差异</translation>
    </message>
    <message>
        <source>Small errors in percent</source>
        <translation>百分比误差小</translation>
    </message>
    <message>
        <source>The best on top of a list</source>
        <translation>最好的排在列表最前</translation>
    </message>
    <message>
        <source>Every row counts the same; good where classes are about equally common.</source>
        <translation>每一行同等重要；适合各类别数量相近的情况。</translation>
    </message>
    <message>
        <source>A rare class counts as much as a common one.</source>
        <translation>少见的类别与常见的类别同等重要。</translation>
    </message>
    <message>
        <source>Of the rows that matter, how many are found.</source>
        <translation>真正要找的行中，找到了多少。</translation>
    </message>
    <message>
        <source>Of the rows it points at, how many are right.</source>
        <translation>判定为目标的行中，有多少是对的。</translation>
    </message>
    <message>
        <source>One figure for both, for a class that is rare.</source>
        <translation>兼顾二者的一个数字，适合少见的类别。</translation>
    </message>
    <message>
        <source>Rows that matter should come first; the threshold can be chosen later.</source>
        <translation>重要的行应排在前面；阈值可以以后再选。</translation>
    </message>
    <message>
        <source>Says 80 % where it is right in 80 % of cases; punishes false certainty.</source>
        <translation>说 80 % 就有 80 % 的情况是对的；盲目自信会受罚。</translation>
    </message>
    <message>
        <source>Squared distance of the probability from what happened.</source>
        <translation>概率与实际结果之差的平方。</translation>
    </message>
    <message>
        <source>In the unit of the column; a few large misses hurt most.</source>
        <translation>单位与该列相同；少数大误差影响最大。</translation>
    </message>
    <message>
        <source>In the unit of the column; outliers hurt little.</source>
        <translation>单位与该列相同；离群值影响较小。</translation>
    </message>
    <message>
        <source>1 is perfect, 0 is no better than the mean.</source>
        <translation>1 为完美，0 则不比取平均值好。</translation>
    </message>
    <message>
        <source>Relative to the true value; for positive numbers only.</source>
        <translation>相对于真实值；只适用于正数。</translation>
    </message>
    <message>
        <source>Higher places count more than lower ones.</source>
        <translation>位置越靠前越重要。</translation>
    </message>
</context>
<context>
    <name>PictureWords</name>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
</context>
<context>
    <name>PlainTable</name>
    <message>
        <source>Every row is a measure of its own: there is no other order.</source>
        <translation>每一行都是单独的指标：没有其他排序方式。</translation>
    </message>
</context>
<context>
    <name>ReplaceQuestion</name>
    <message>
        <source>Replace the file?</source>
        <translation>替换文件？</translation>
    </message>
    <message>
        <source>There is a file “%1” already.</source>
        <translation>已有文件“%1”。</translation>
    </message>
    <message>
        <source>What is in it would be lost.</source>
        <translation>其中的内容将会丢失。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1.</source>
        <comment>a clause becomes a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>StartStudy</name>
    <message>
        <source>Start anew?</source>
        <translation>重新开始？</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新开始</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) that were found before will be replaced: %1 of work.</source>
        <translation>
            <numerusform>之前找到的 %n 个模型将被替换：共耗时 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>They were made with another set-up or of other rows. Their scores stay in the project; to keep the models too, save it under another name first.</source>
        <translation>它们是用另一套设置或另一批行得到的。其得分会留在项目中；若也想保留模型，请先将项目另存为其他名称。</translation>
    </message>
</context>
<context>
    <name>TableCopy</name>
    <message>
        <source>Copy with column names</source>
        <translation>连同列名复制</translation>
    </message>
    <message>
        <source>Only the first %1 of the selected rows were copied.</source>
        <translation>只复制了所选行中的前 %1 行。</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1, without the last %2 rows.</source>
        <translation>已保存 %1，但不含最后 %2 行。</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>已保存 %1。</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>TargetGuess</name>
    <message>
        <source>because of its name</source>
        <translation>根据列名</translation>
    </message>
    <message>
        <source>because it is the last column</source>
        <translation>因为它是最后一列</translation>
    </message>
</context>
<context>
    <name>TaskSketchWords</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Predict the number “%1”, so far between %2 and %3.</source>
        <translation>预测数值“%1”，目前介于 %2 和 %3 之间。</translation>
    </message>
    <message numerus="yes">
        <source>Choose between %n answer(s) for “%1”: %2.</source>
        <translation>
            <numerusform>在 %n 个答案中为“%1”选一个：%2。</numerusform>
        </translation>
    </message>
    <message>
        <source>Row %1: %2 → %3</source>
        <translation>第 %1 行：%2 → %3</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>was to be compressed, and that was ended before anything was made of it</source>
        <translation>的压缩在得到任何结果之前就结束了</translation>
    </message>
    <message>
        <source>was fitted on all rows at once, and the model &apos;%1&apos;, which could be scored on unseen ones, was not kept; choose another model of the leaderboard</source>
        <translation>是用全部行一次训练的，而能在未见过的行上评分的模型“%1”没有保留；请选择排行榜上的其他模型</translation>
    </message>
    <message>
        <source>has no validation score, so nothing tells what a smaller one would lose</source>
        <translation>没有验证得分，无法得知变小后会损失多少</translation>
    </message>
    <message>
        <source>was not fitted once a fold, so nothing tells what a smaller one would lose; choose another model of the leaderboard</source>
        <translation>没有逐折训练，无法得知变小后会损失多少；请选择排行榜上的其他模型</translation>
    </message>
    <message>
        <source>its answers can&apos;t be scored</source>
        <translation>它的预测无法评分</translation>
    </message>
    <message>
        <source>nothing keeps all the limits; &apos;%1&apos; is the nearest to them: it %2</source>
        <translation>没有模型满足全部限制；“%1”最接近：%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; keeps the limits as it is, and nothing smaller was better within them</source>
        <translation>“%1”本身就满足限制，其中没有更小且更好的模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, made of &apos;%2&apos;, keeps the limits at a drop of %3 and is %4 times smaller</source>
        <translation>“%1”（由“%2”压缩而来）满足限制，损失 %3，大小为原来的 1/%4</translation>
    </message>
    <message>
        <source>has %1 times the size</source>
        <translation>大小为限制的 %1 倍</translation>
    </message>
    <message>
        <source>takes %1 times the time a row</source>
        <translation>单行耗时为限制的 %1 倍</translation>
    </message>
    <message>
        <source>loses %1 (standard error %2) where %3 may be lost</source>
        <translation>损失 %1（标准误差 %2），而最多允许损失 %3</translation>
    </message>
    <message>
        <source>%1, takes %2 times the time a row</source>
        <translation>%1，单行耗时为限制的 %2 倍</translation>
    </message>
    <message>
        <source>%1, loses %2 (standard error %3) where %4 may be lost</source>
        <translation>%1，损失 %2（标准误差 %3），而最多允许损失 %4</translation>
    </message>
    <message>
        <source>no model was kept that could be compressed</source>
        <translation>没有保留可以压缩的模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; takes too long to be compressed within the budget; leptune-cli compress does it afterwards</source>
        <translation>在时间预算内来不及压缩“%1”；之后可在“压缩”页进行</translation>
    </message>
    <message>
        <source>nothing was compressed: %1</source>
        <translation>没有压缩：%1</translation>
    </message>
    <message>
        <source>there is no such file; check the path</source>
        <translation>没有这个文件；请检查路径</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>is a folder; name a file</source>
        <translation>是文件夹；请指定一个文件</translation>
    </message>
    <message>
        <source>is a device or a pipe, not a file; name a file</source>
        <translation>是设备或管道，不是文件；请指定一个文件</translation>
    </message>
    <message>
        <source>is a device, which may never end; name a file</source>
        <translation>是设备，可能永远读不完；请指定一个文件</translation>
    </message>
    <message>
        <source>is no folder</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>%1 is not a folder</source>
        <translation>%1 不是文件夹</translation>
    </message>
    <message>
        <source>the folder %1 does not exist; create it first</source>
        <translation>文件夹 %1 不存在；请先创建</translation>
    </message>
    <message>
        <source>can&apos;t be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>can&apos;t be written: %1; free some space or choose another folder</source>
        <translation>无法写入：%1；请腾出空间或另选文件夹</translation>
    </message>
    <message>
        <source>can&apos;t be written: %1; choose a folder you may write to</source>
        <translation>无法写入：%1；请选择有写入权限的文件夹</translation>
    </message>
    <message>
        <source>can&apos;t be opened: %1</source>
        <translation>无法打开：%1</translation>
    </message>
    <message>
        <source>can&apos;t be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>can&apos;t be made: %1</source>
        <translation>无法创建：%1</translation>
    </message>
    <message>
        <source>can&apos;t be mapped: %1</source>
        <translation>无法映射到内存：%1</translation>
    </message>
    <message>
        <source>can&apos;t be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>can&apos;t be removed: %1</source>
        <translation>无法删除：%1</translation>
    </message>
    <message>
        <source>the data file can&apos;t be opened; check its permissions</source>
        <translation>无法打开数据文件；请检查权限</translation>
    </message>
    <message>
        <source>the data file can&apos;t be read to its end</source>
        <translation>数据文件无法读到结尾</translation>
    </message>
    <message>
        <source>it can&apos;t be read to its end</source>
        <translation>无法读到结尾</translation>
    </message>
    <message>
        <source>the folder can&apos;t be opened</source>
        <translation>无法打开文件夹</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间已满</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写出错</translation>
    </message>
    <message>
        <source>reading was stopped</source>
        <translation>读取已停止</translation>
    </message>
    <message>
        <source>is empty; choose a file with a header and rows</source>
        <translation>是空的；请选择有列名和数据行的文件</translation>
    </message>
    <message>
        <source>is empty; choose a table with a header and rows</source>
        <translation>是空的；请选择有列名和数据行的表格</translation>
    </message>
    <message>
        <source>is empty; copy or download it again</source>
        <translation>是空的；请重新复制或下载</translation>
    </message>
    <message>
        <source>has a header and no rows below it; add rows, or say that it has no header</source>
        <translation>只有列名，下面没有数据行；请添加数据行，或设定为没有列名</translation>
    </message>
    <message>
        <source>has column names and no rows below them; add rows</source>
        <translation>只有列名，下面没有数据行；请添加数据行</translation>
    </message>
    <message>
        <source>has only one column; features and a target are needed</source>
        <translation>只有一列；需要特征列和目标列</translation>
    </message>
    <message>
        <source>the quote opened on line %1 is never closed; close it or double it</source>
        <translation>第 %1 行的引号没有闭合；请闭合或写成两个引号</translation>
    </message>
    <message>
        <source>is a binary file, not a table; choose a CSV, ARFF, SQLite or .xlsx file</source>
        <translation>是二进制文件，不是表格；请选择 CSV、ARFF、SQLite 或 .xlsx 文件</translation>
    </message>
    <message>
        <source>is a PNG picture, not a table</source>
        <translation>是 PNG 图片，不是表格</translation>
    </message>
    <message>
        <source>is a JPEG picture, not a table</source>
        <translation>是 JPEG 图片，不是表格</translation>
    </message>
    <message>
        <source>is a PDF document, not a table; export the table as CSV</source>
        <translation>是 PDF 文档，不是表格；请把其中的表格导出为 CSV</translation>
    </message>
    <message>
        <source>is a program, not a table</source>
        <translation>是程序，不是表格</translation>
    </message>
    <message>
        <source>is a Parquet file, which Leptune can&apos;t read; save it as CSV</source>
        <translation>是 Parquet 文件，Leptune 无法读取；请另存为 CSV</translation>
    </message>
    <message>
        <source>is an Arrow file, which Leptune can&apos;t read; save it as CSV</source>
        <translation>是 Arrow 文件，Leptune 无法读取；请另存为 CSV</translation>
    </message>
    <message>
        <source>is an HDF5 file, which Leptune can&apos;t read; save it as CSV</source>
        <translation>是 HDF5 文件，Leptune 无法读取；请另存为 CSV</translation>
    </message>
    <message>
        <source>is an old Office file (.xls); save it as .xlsx or CSV</source>
        <translation>是旧版 Office 文件 (.xls)；请另存为 .xlsx 或 CSV</translation>
    </message>
    <message>
        <source>is compressed with bzip2; unpack it first</source>
        <translation>用 bzip2 压缩；请先解压</translation>
    </message>
    <message>
        <source>is compressed with xz; unpack it first</source>
        <translation>用 xz 压缩；请先解压</translation>
    </message>
    <message>
        <source>is compressed with zstd; unpack it first</source>
        <translation>用 zstd 压缩；请先解压</translation>
    </message>
    <message>
        <source>is a 7-Zip archive; unpack it first</source>
        <translation>是 7-Zip 压缩包；请先解压</translation>
    </message>
    <message>
        <source>is a RAR archive; unpack it first</source>
        <translation>是 RAR 压缩包；请先解压</translation>
    </message>
    <message>
        <source>there is no such column in %1</source>
        <translation>%1 中没有这一列</translation>
    </message>
    <message>
        <source>there is no such column; the table has %1</source>
        <translation>没有这一列；表格中有 %1</translation>
    </message>
    <message>
        <source>two columns have this name; rename one</source>
        <translation>有两列同名；请重命名其中一列</translation>
    </message>
    <message>
        <source>does not have as many rows as the table</source>
        <translation>行数与表格不同</translation>
    </message>
    <message>
        <source>has %1 rows where the table has %2</source>
        <translation>有 %1 行，而表格有 %2 行</translation>
    </message>
    <message>
        <source>a column holds more different or longer texts than fit</source>
        <translation>某一列的不同文本太多或太长，容纳不下</translation>
    </message>
    <message>
        <source>there is not enough memory to unpack it</source>
        <translation>内存不足，无法解压</translation>
    </message>
    <message>
        <source>there is not enough memory to map the file</source>
        <translation>内存不足，无法映射文件</translation>
    </message>
    <message>
        <source>there is not enough memory to read it</source>
        <translation>内存不足，无法读取</translation>
    </message>
    <message>
        <source>there is not enough memory to read it; close other programs or read fewer columns</source>
        <translation>内存不足，无法读取；请关闭其他程序或少读几列</translation>
    </message>
    <message>
        <source>there is not enough memory to decode it</source>
        <translation>内存不足，无法解码</translation>
    </message>
    <message>
        <source>unpacks to more than this machine has memory for; unpack it and use a part</source>
        <translation>解压后超出本机内存；请先解压，再使用其中一部分</translation>
    </message>
    <message>
        <source>the gzip data ends too early; copy or download the file again</source>
        <translation>gzip 数据不完整；请重新复制或下载文件</translation>
    </message>
    <message>
        <source>the gzip data is damaged; copy or download the file again</source>
        <translation>gzip 数据已损坏；请重新复制或下载文件</translation>
    </message>
    <message>
        <source>is no known text encoding; use for example UTF-8, GB18030 or ISO-8859-1</source>
        <translation>不是已知的文字编码；可用 UTF-8、GB18030 或 ISO-8859-1 等</translation>
    </message>
    <message>
        <source>the text can&apos;t be converted: %1</source>
        <translation>文字无法转换：%1</translation>
    </message>
    <message>
        <source>is no column type; use numeric, categorical, text, date or boolean</source>
        <translation>不是列类型；可用 numeric、categorical、text、date 或 boolean</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>@data comes before any @attribute</source>
        <translation>@data 出现在所有 @attribute 之前</translation>
    </message>
    <message>
        <source>@attribute or @data was expected</source>
        <translation>此处应为 @attribute 或 @data</translation>
    </message>
    <message>
        <source>has no @data section; the file may be cut off</source>
        <translation>没有 @data 部分；文件可能不完整</translation>
    </message>
    <message>
        <source>an attribute needs a name and a type</source>
        <translation>属性需要名称和类型</translation>
    </message>
    <message>
        <source>the type %1 is not supported</source>
        <translation>不支持类型 %1</translation>
    </message>
    <message>
        <source>a quote is not closed</source>
        <translation>有引号没有闭合</translation>
    </message>
    <message>
        <source>a comma was expected after a quoted value</source>
        <translation>带引号的值后面应为逗号</translation>
    </message>
    <message>
        <source>a sparse row is not closed by }</source>
        <translation>稀疏行没有以 } 结束</translation>
    </message>
    <message>
        <source>a sparse row needs pairs of attribute number and value; the numbers go from 0 to %1</source>
        <translation>稀疏行需要成对的属性编号和值；编号从 0 到 %1</translation>
    </message>
    <message>
        <source>is no .xlsx workbook, so it has no sheet %1</source>
        <translation>不是 .xlsx 工作簿，因此没有工作表 %1</translation>
    </message>
    <message>
        <source>is no SQLite database, so it has no table or query</source>
        <translation>不是 SQLite 数据库，因此没有数据表或查询</translation>
    </message>
    <message>
        <source>is a zip archive but no .xlsx workbook; unpack it and choose the table inside</source>
        <translation>是 zip 压缩包，但不是 .xlsx 工作簿；请解压后选择其中的表格</translation>
    </message>
    <message>
        <source>the zip archive is damaged or cut off; copy the file again</source>
        <translation>zip 压缩包已损坏或不完整；请重新复制文件</translation>
    </message>
    <message>
        <source>the workbook&apos;s part %1 is missing or encrypted</source>
        <translation>工作簿的部分 %1 缺失或已加密</translation>
    </message>
    <message>
        <source>the workbook&apos;s part %1 is damaged</source>
        <translation>工作簿的部分 %1 已损坏</translation>
    </message>
    <message>
        <source>the workbook&apos;s part %1 is no valid XML</source>
        <translation>工作簿的部分 %1 不是有效的 XML</translation>
    </message>
    <message>
        <source>the sheet has more rows than a workbook can hold</source>
        <translation>工作表的行数超出了工作簿的上限</translation>
    </message>
    <message>
        <source>a cell has the impossible place %1</source>
        <translation>某个单元格的位置 %1 不可能存在</translation>
    </message>
    <message>
        <source>a cell names a text that the workbook does not hold</source>
        <translation>某个单元格引用了工作簿中不存在的文本</translation>
    </message>
    <message>
        <source>the workbook has no worksheet</source>
        <translation>工作簿中没有工作表</translation>
    </message>
    <message>
        <source>there is no such sheet; the workbook holds %1</source>
        <translation>没有这个工作表；工作簿中有 %1</translation>
    </message>
    <message>
        <source>has to be one SELECT statement</source>
        <translation>必须是一条 SELECT 语句</translation>
    </message>
    <message>
        <source>is a damaged SQLite database (%1)</source>
        <translation>是已损坏的 SQLite 数据库（%1）</translation>
    </message>
    <message>
        <source>SQLite refuses it: %1</source>
        <translation>SQLite 拒绝执行：%1</translation>
    </message>
    <message>
        <source>SQLite can&apos;t read it: %1</source>
        <translation>SQLite 无法读取：%1</translation>
    </message>
    <message>
        <source>holds no table</source>
        <translation>不含数据表</translation>
    </message>
    <message>
        <source>holds several tables; choose one of %1</source>
        <translation>含有多个数据表；请从 %1 中选择一个</translation>
    </message>
    <message>
        <source>there is no such table; the file holds %1</source>
        <translation>没有这个数据表；文件中有 %1</translation>
    </message>
    <message>
        <source>holds labels, not pictures; choose the file of images beside it</source>
        <translation>存的是标签，不是图片；请选择旁边的图片文件</translation>
    </message>
    <message>
        <source>has %1 sides; pictures have three (count, height, width) or four with channels</source>
        <translation>有 %1 个维度；图片应有三个（数量、高、宽），带通道时为四个</translation>
    </message>
    <message>
        <source>has a last side of %1; pictures have 1 channel or 3, and the channels come last</source>
        <translation>最后一维为 %1；图片有 1 或 3 个通道，且通道在最后</translation>
    </message>
    <message>
        <source>holds no pictures</source>
        <translation>不含图片</translation>
    </message>
    <message>
        <source>is not a PNG, JPEG or BMP picture; save it in one of these formats</source>
        <translation>不是 PNG、JPEG 或 BMP 图片；请存为其中一种格式</translation>
    </message>
    <message>
        <source>has a side of no pixels; save the picture again</source>
        <translation>有一边为 0 像素；请重新保存图片</translation>
    </message>
    <message>
        <source>claims %1 x %2 pixels, above the limit of 100 megapixels; make it smaller</source>
        <translation>声称有 %1 × %2 像素，超过 1 亿像素的上限；请缩小图片</translation>
    </message>
    <message>
        <source>the file ends after %1 of %2 rows; copy or download it again</source>
        <translation>文件在第 %1 / %2 行处中断；请重新复制或下载</translation>
    </message>
    <message>
        <source>is a damaged %1 picture: %2; copy or download it again</source>
        <translation>是已损坏的 %1 图片：%2；请重新复制或下载</translation>
    </message>
    <message>
        <source>it ends inside its head</source>
        <translation>文件头不完整</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>holds the parts %1 and %2, not classes; choose %3 as the data and give the other with --test %4</source>
        <translation>含有 %1 和 %2 两部分，而不是类别；请选择 %3 作为数据，并用 --test %4 指定另一部分</translation>
    </message>
    <message>
        <source>none of its %1 pictures can be read; the first, %2, %3</source>
        <translation>%1 张图片都无法读取；第一张 %2：%3</translation>
    </message>
    <message>
        <source>holds no PNG, JPEG or BMP pictures; give a folder with one subfolder a class</source>
        <translation>不含 PNG、JPEG 或 BMP 图片；请给出每个类别一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>the IDX file ends inside its head; copy or download the file again</source>
        <translation>IDX 文件头不完整；请重新复制或下载文件</translation>
    </message>
    <message>
        <source>is no IDX file: it does not start with two zeros</source>
        <translation>不是 IDX 文件：开头不是两个零</translation>
    </message>
    <message>
        <source>holds other numbers than unsigned bytes; only those are read as pictures or labels</source>
        <translation>含有无符号字节以外的数；只有无符号字节才能读作图片或标签</translation>
    </message>
    <message>
        <source>its sides do not fit its size; copy or download the file again</source>
        <translation>维度与大小不符；请重新复制或下载文件</translation>
    </message>
    <message>
        <source>the data have only %1 different rows or groups, which can&apos;t be split into %2 parts; add rows or ask for fewer folds</source>
        <translation>数据只有 %1 个不同的行或分组，无法分成 %2 份；请增加行或减少折数</translation>
    </message>
    <message>
        <source>the share of test rows has to lie between 0 and 1, both excluded</source>
        <translation>测试行的比例必须在 0 和 1 之间（不含两端）</translation>
    </message>
    <message>
        <source>cross-validation needs at least 2 folds</source>
        <translation>交叉验证至少需要 2 折</translation>
    </message>
    <message>
        <source>no row is left to train on before the cut in time, as every group reaches beyond it; give either the group or the time column</source>
        <translation>每个分组都跨过了时间切分点，之前没有可训练的行；分组列和时间列请只给一个</translation>
    </message>
    <message>
        <source>%1 rows can&apos;t be cut in time into %2 parts; add rows or ask for fewer folds</source>
        <translation>%1 行无法按时间切成 %2 份；请增加行或减少折数</translation>
    </message>
    <message>
        <source>there is no class &quot;%1&quot; to be the positive one; the classes are %2</source>
        <translation>没有类别“%1”可作为正类；类别有 %2</translation>
    </message>
    <message>
        <source>a positive class can only be chosen where there are two classes; leave it out</source>
        <translation>只有两个类别时才能选正类；请不要设置</translation>
    </message>
    <message>
        <source>the target column has no usable cell; choose another target</source>
        <translation>目标列没有可用的单元格；请另选目标列</translation>
    </message>
    <message>
        <source>every row is of the one class &quot;%1&quot;; a classification needs at least two</source>
        <translation>所有行都属于同一类别“%1”；分类至少需要两个类别</translation>
    </message>
    <message>
        <source>has %1 classes in %2 rows, too many to learn from; choose another target or regression</source>
        <translation>%2 行中有 %1 个类别，太多而无法学习；请另选目标列或改用回归</translation>
    </message>
    <message>
        <source>the cell &quot;%1&quot; in data row %2 is not a number, so the column can&apos;t be a regression target; choose classification or correct the cell</source>
        <translation>第 %2 行数据的单元格“%1”不是数字，因此这一列不能作为回归目标；请改用分类或更正该单元格</translation>
    </message>
    <message>
        <source>every row holds the value %1; there is nothing to learn</source>
        <translation>每一行的值都是 %1，没有可学的内容</translation>
    </message>
    <message>
        <source>the answers of the %1 were not compared with the model&apos;s: %2</source>
        <translation>没有把%1的答案与模型的答案对比：%2</translation>
    </message>
    <message>
        <source>TorchScript file</source>
        <translation>TorchScript 文件</translation>
    </message>
    <message>
        <source>C files</source>
        <translation>C 文件</translation>
    </message>
    <message>
        <source>the module for LibTorch is not installed</source>
        <translation>未安装 LibTorch 模块</translation>
    </message>
    <message>
        <source>there is no C compiler on this computer</source>
        <translation>这台电脑上没有 C 编译器</translation>
    </message>
    <message>
        <source>compiling it takes more than a minute</source>
        <translation>编译需要一分钟以上</translation>
    </message>
    <message>
        <source>answering 1,000 rows takes more than a minute</source>
        <translation>预测 1,000 行需要一分钟以上</translation>
    </message>
    <message>
        <source>%1 can&apos;t build programs here</source>
        <translation>%1 在这里无法编译程序</translation>
    </message>
    <message>
        <source>no part of the model is a layer that whole numbers could compute: the file is as the format onnx has it</source>
        <translation>模型中没有可用整数计算的层：文件与 onnx 格式相同</translation>
    </message>
    <message>
        <source>the model holds rows of the training data, and so does the file; share it only with those who may see them</source>
        <translation>模型中含有训练数据的行，文件中也一样；请只分享给有权查看这些数据的人</translation>
    </message>
    <message>
        <source>features computed of two columns</source>
        <translation>由两列计算的特征</translation>
    </message>
    <message>
        <source>a kernel machine</source>
        <translation>核方法</translation>
    </message>
    <message>
        <source>embedded numbers</source>
        <translation>数值嵌入</translation>
    </message>
    <message>
        <source>there is no export format &quot;%1&quot;; choose one of %2</source>
        <translation>没有导出格式“%1”；请从 %2 中选择</translation>
    </message>
    <message>
        <source>the trees ask for more different thresholds than a C file can number; compress the model or export it as native or onnx</source>
        <translation>树的不同阈值多到 C 文件无法编号；请压缩模型，或导出为原生格式或 ONNX</translation>
    </message>
    <message>
        <source>a tree has more leaves than a C file can number; compress the model or export it as native or onnx</source>
        <translation>有一棵树的叶子多到 C 文件无法编号；请压缩模型，或导出为原生格式或 ONNX</translation>
    </message>
    <message>
        <source>a C file can&apos;t include a header of that name; use letters, digits, points, lines and blanks</source>
        <translation>C 文件无法引用这个名称的头文件；请使用字母、数字、点、横线和空格</translation>
    </message>
    <message>
        <source>a row of the model needs %1 MiB of the stack; export it as onnx or native</source>
        <translation>模型计算一行需要 %1 MiB 栈空间；请导出为 ONNX 或原生格式</translation>
    </message>
    <message>
        <source>a column without a name can&apos;t be an input of an ONNX file; name the column in the data and train again</source>
        <translation>没有名称的列不能作为 ONNX 文件的输入；请在数据中为该列命名后重新训练</translation>
    </message>
    <message>
        <source>a model without any column can&apos;t be an ONNX file</source>
        <translation>没有任何列的模型不能导出为 ONNX 文件</translation>
    </message>
    <message>
        <source>the model is larger than the 2 GiB that an ONNX file may have; export it as native or compress it first</source>
        <translation>模型超过 ONNX 文件 2 GiB 的上限；请导出为原生格式，或先压缩</translation>
    </message>
    <message>
        <source>%1; choose another model (--model NAME), or export this one as onnx, c or native</source>
        <translation>%1；请另选模型，或把它导出为 ONNX、C 或原生格式</translation>
    </message>
    <message>
        <source>TorchScript has no trees, and this model has some</source>
        <translation>TorchScript 不支持树，而这个模型含有树</translation>
    </message>
    <message>
        <source>TorchScript files hold no nearest neighbours, and this model has some</source>
        <translation>TorchScript 文件不支持最近邻，而这个模型含有最近邻</translation>
    </message>
    <message>
        <source>TorchScript can&apos;t express this model (%1); export it as onnx, c or native</source>
        <translation>TorchScript 无法表示这个模型（%1）；请导出为 ONNX、C 或原生格式</translation>
    </message>
    <message>
        <source>layers were rounded to eight bits: answers to %1 rows differ by at most %2</source>
        <translation>网络层已舍入为 8 位：%1 行的答案最多相差 %2</translation>
    </message>
    <message>
        <source>layers were rounded to eight bits: %1 of %2 rows keep their class, probabilities differ by at most %3</source>
        <translation>网络层已舍入为 8 位：%2 行中有 %1 行类别不变，概率最多相差 %3</translation>
    </message>
    <message>
        <source>the ranges of what its layers read come from made-up rows, for there are no others</source>
        <translation>各层输入的取值范围来自生成的行，因为没有其他的行</translation>
    </message>
    <message>
        <source>column %1: digits with leading zeros and one length are kept as categories</source>
        <translation>列 %1：带前导零且长度相同的数字保留为类别</translation>
    </message>
    <message>
        <source>column %1: integers longer than a number can hold exactly are kept as categories</source>
        <translation>列 %1：超出精确表示范围的长整数保留为类别</translation>
    </message>
    <message>
        <source>%1 pictures resized to %2</source>
        <translation>%1 张图片缩放为 %2</translation>
    </message>
    <message>
        <source>%1 of %2 pictures resized to %3</source>
        <translation>%2 张图片中的 %1 张缩放为 %3</translation>
    </message>
    <message>
        <source>%1 pictures can&apos;t be read and were left out</source>
        <translation>%1 张图片无法读取，已排除</translation>
    </message>
    <message>
        <source>%1 of %2 pictures can&apos;t be read and were left out</source>
        <translation>%2 张图片中的 %1 张无法读取，已排除</translation>
    </message>
    <message>
        <source>encoding: %1</source>
        <translation>编码：%1</translation>
    </message>
    <message>
        <source>separator: %1</source>
        <translation>分隔符：%1</translation>
    </message>
    <message>
        <source>quote: %1</source>
        <translation>引号：%1</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>decimal comma</source>
        <translation>小数点用逗号</translation>
    </message>
    <message>
        <source>no header: the first line looks like data</source>
        <translation>没有列名：第一行看起来是数据</translation>
    </message>
    <message>
        <source>the header has one name less than the rows have cells: the first column has none</source>
        <translation>列名比单元格少一个：第一列没有列名</translation>
    </message>
    <message>
        <source>columns without a name are called %1</source>
        <translation>没有名称的列命名为 %1</translation>
    </message>
    <message>
        <source>column names that came twice are now %1</source>
        <translation>重复的列名改为 %1</translation>
    </message>
    <message>
        <source>the empty column after the last separator was left out</source>
        <translation>最后一个分隔符之后的空列已去掉</translation>
    </message>
    <message>
        <source>there is no column %1 to read as %2</source>
        <translation>没有列 %1 可读作 %2</translation>
    </message>
    <message>
        <source>%1 NUL character was removed</source>
        <translation>删除了 %1 个 NUL 字符</translation>
    </message>
    <message>
        <source>%1 NUL characters were removed</source>
        <translation>删除了 %1 个 NUL 字符</translation>
    </message>
    <message>
        <source>%1 malformed character was replaced</source>
        <translation>替换了 %1 个错误编码的字符</translation>
    </message>
    <message>
        <source>%1 malformed characters were replaced</source>
        <translation>替换了 %1 个错误编码的字符</translation>
    </message>
    <message>
        <source>%1 row has too few cells (first on line %2); the rest is missing</source>
        <translation>%1 行的单元格过少（首见于第 %2 行）；其余按缺失处理</translation>
    </message>
    <message>
        <source>%1 rows have too few cells (first on line %2); the rest is missing</source>
        <translation>%1 行的单元格过少（首见于第 %2 行）；其余按缺失处理</translation>
    </message>
    <message>
        <source>%1 row has too many cells (first on line %2); the extra ones were dropped</source>
        <translation>%1 行的单元格过多（首见于第 %2 行）；多余的已丢弃</translation>
    </message>
    <message>
        <source>%1 rows have too many cells (first on line %2); the extra ones were dropped</source>
        <translation>%1 行的单元格过多（首见于第 %2 行）；多余的已丢弃</translation>
    </message>
    <message>
        <source>%1 row has too few cells; the rest is missing</source>
        <translation>%1 行的单元格过少；其余按缺失处理</translation>
    </message>
    <message>
        <source>%1 rows have too few cells; the rest is missing</source>
        <translation>%1 行的单元格过少；其余按缺失处理</translation>
    </message>
    <message>
        <source>%1 row has too many cells; the extra ones were dropped</source>
        <translation>%1 行的单元格过多；多余的已丢弃</translation>
    </message>
    <message>
        <source>%1 rows have too many cells; the extra ones were dropped</source>
        <translation>%1 行的单元格过多；多余的已丢弃</translation>
    </message>
    <message>
        <source>%1 cells of binary data are read as missing</source>
        <translation>%1 个二进制单元格按缺失处理</translation>
    </message>
    <message>
        <source>sheet: %1, the first of %2</source>
        <translation>工作表：%1（共 %2 个中的第一个）</translation>
    </message>
    <message>
        <source>column %1: decimal %2</source>
        <translation>列 %1：小数点用%2</translation>
    </message>
    <message>
        <source>column %1: thousands are separated by %2</source>
        <translation>列 %1：千位分隔符为%2</translation>
    </message>
    <message>
        <source>column %1: cells such as %2 could be thousands or decimals and are kept as categories; give the decimal mark to read numbers</source>
        <translation>列 %1：%2 这样的单元格可能是千位分隔，也可能是小数，因此保留为类别；指定小数点即可读作数字</translation>
    </message>
    <message>
        <source>column %1: infinite values (beyond 3.4e38) are read as missing in %2 cell</source>
        <translation>列 %1：%2 个单元格的值为无穷（超出 3.4e38），按缺失处理</translation>
    </message>
    <message>
        <source>column %1: infinite values (beyond 3.4e38) are read as missing in %2 cells</source>
        <translation>列 %1：%2 个单元格的值为无穷（超出 3.4e38），按缺失处理</translation>
    </message>
    <message>
        <source>column %1: 1 cell is no %2 and is read as missing</source>
        <translation>列 %1：1 个单元格不是%2，按缺失处理</translation>
    </message>
    <message>
        <source>column %1: %2 cells are no %3 and are read as missing</source>
        <translation>列 %1：%2 个单元格不是%3，按缺失处理</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>yes/no value</source>
        <translation>是/否值</translation>
    </message>
    <message>
        <source>column %1: dates are read as %2</source>
        <translation>列 %1：日期按%2读取</translation>
    </message>
    <message>
        <source>column %1: dates are read as %2, though every one could also be read the other way</source>
        <translation>列 %1：日期按%2读取，但每一个也都可以按另一种顺序读</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>日/月/年</translation>
    </message>
    <message>
        <source>month/day/year</source>
        <translation>月/日/年</translation>
    </message>
    <message>
        <source>labels: none; the folder has no subfolders with pictures</source>
        <translation>标签：无；文件夹中没有含图片的子文件夹</translation>
    </message>
    <message>
        <source>labels: the names of %1 subfolders</source>
        <translation>标签：%1 个子文件夹的名称</translation>
    </message>
    <message>
        <source>labels: none; %1 has %2 sides, and labels have one</source>
        <translation>标签：无；%1 有 %2 个维度，而标签只有一个</translation>
    </message>
    <message>
        <source>labels: none; %1 has %2 items for %3 pictures</source>
        <translation>标签：无；%1 有 %2 项，而图片有 %3 张</translation>
    </message>
    <message>
        <source>labels: none; there is no file of labels beside it</source>
        <translation>标签：无；旁边没有标签文件</translation>
    </message>
    <message>
        <source>labels: none; %1: %2</source>
        <translation>标签：无；%1：%2</translation>
    </message>
    <message>
        <source>labels: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>other files passed over: %1</source>
        <translation>略过的其他文件：%1</translation>
    </message>
    <message>
        <source>pictures outside the class folders left out: %1</source>
        <translation>排除的类别文件夹之外的图片：%1</translation>
    </message>
    <message>
        <source>folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>regularised linear model</source>
        <translation>正则化线性模型</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>support vector machine</source>
        <translation>支持向量机</translation>
    </message>
    <message>
        <source>random forest</source>
        <translation>随机森林</translation>
    </message>
    <message>
        <source>gradient boosting</source>
        <translation>梯度提升</translation>
    </message>
    <message>
        <source>gradient boosting, leaf by leaf</source>
        <translation>逐叶梯度提升</translation>
    </message>
    <message>
        <source>gradient boosting on symmetric trees</source>
        <translation>对称树梯度提升</translation>
    </message>
    <message>
        <source>neural network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>network for tables</source>
        <translation>表格网络</translation>
    </message>
    <message>
        <source>convolutional network</source>
        <translation>卷积网络</translation>
    </message>
    <message>
        <source>constant baseline</source>
        <translation>固定预测基线</translation>
    </message>
    <message>
        <source>the data is pictures only</source>
        <translation>数据只有图片</translation>
    </message>
    <message>
        <source>the data is not pictures only</source>
        <translation>数据不只是图片</translation>
    </message>
    <message>
        <source>pictures smaller than 8 x 8</source>
        <translation>图片小于 8 × 8</translation>
    </message>
    <message>
        <source>more than 200 classes would need as many trees a round</source>
        <translation>超过 200 个类别，每轮就需要同样多的树</translation>
    </message>
    <message>
        <source>more than %1 classes</source>
        <translation>超过 %1 个类别</translation>
    </message>
    <message>
        <source>more than %1 rows</source>
        <translation>超过 %1 行</translation>
    </message>
    <message>
        <source>more than %1 features</source>
        <translation>超过 %1 个特征</translation>
    </message>
    <message>
        <source>no column varies</source>
        <translation>没有取值变化的列</translation>
    </message>
    <message>
        <source>the module for neural networks is not installed</source>
        <translation>未安装神经网络模块</translation>
    </message>
    <message>
        <source>no column is left to learn from; ignore fewer columns</source>
        <translation>没有可学习的列；请少排除一些列</translation>
    </message>
    <message>
        <source>no column holds anything to learn from; all are constant or empty</source>
        <translation>没有一列有可学的内容；全部为常数或空</translation>
    </message>
    <message>
        <source>learns from a column of pictures of at least 8 x 8 only</source>
        <translation>只能从至少 8 × 8 的图片列学习</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not auto, cpu or cuda</source>
        <translation>“%1”不是 auto、cpu 或 cuda</translation>
    </message>
    <message>
        <source>&apos;cuda&apos; needs a GPU that the module for neural networks can use, and there is none; use auto or cpu, or build the module against a LibTorch with CUDA</source>
        <translation>“cuda”需要神经网络模块可用的 GPU，而这里没有；请用 auto 或 cpu，或用支持 CUDA 的 LibTorch 编译该模块</translation>
    </message>
    <message>
        <source>there was not enough memory to train a network of %1 hidden layers on %2 rows; use smaller layers, a smaller batch or fewer rows</source>
        <translation>内存不够，无法在 %2 行上训练 %1 个隐藏层的网络；请减小网络层、批大小或行数</translation>
    </message>
    <message>
        <source>there was not enough memory on the GPU to train a network of %1 hidden layers on %2 rows; use smaller layers, a smaller batch or fewer rows</source>
        <translation>显存不够，无法在 %2 行上训练 %1 个隐藏层的网络；请减小网络层、批大小或行数</translation>
    </message>
    <message>
        <source>XGBoost ran out of memory; use fewer rows or columns, or fewer threads</source>
        <translation>XGBoost 内存不足；请减少行数、列数或线程数</translation>
    </message>
    <message>
        <source>the module %1 could not be loaded; install LibTorch and the module, or point LEPTUNE_MODULES at its folder. Tried:%2</source>
        <translation>无法加载模块 %1；请安装 LibTorch 和该模块，或用 LEPTUNE_MODULES 指定其文件夹。已尝试：%2</translation>
    </message>
    <message>
        <source>it can&apos;t run TorchScript files</source>
        <translation>它不能运行 TorchScript 文件</translation>
    </message>
    <message>
        <source>the model needs this column and a row has none of that name</source>
        <translation>模型需要这一列，而该行中没有这个名称</translation>
    </message>
    <message>
        <source>the model needs this column and the data has none of that name; it has %1; add it or rename the column that holds it</source>
        <translation>模型需要这一列，而数据中没有这个名称；数据中有 %1；请添加这一列，或重命名对应的列</translation>
    </message>
    <message>
        <source>the model was trained on pictures here, and the data has none in this column; give a folder of pictures or an IDX file</source>
        <translation>模型训练时这里是图片，而数据的这一列没有图片；请给出图片文件夹或 IDX 文件</translation>
    </message>
    <message>
        <source>data row %1 holds &quot;%2&quot;, but the model was trained on %3 here; correct the cell or leave it empty</source>
        <translation>第 %1 行数据为“%2”，而模型训练时这里是%3；请更正该单元格或留空</translation>
    </message>
    <message>
        <source>words (like yes and no)</source>
        <translation>文字（如 yes 和 no）</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>dates (like 2024-03-01)</source>
        <translation>日期（如 2024-03-01）</translation>
    </message>
    <message>
        <source>the model reads it, but the rows given hold no such cells; add the column</source>
        <translation>模型要读取它，而给出的行没有这些单元格；请添加这一列</translation>
    </message>
    <message>
        <source>this model does not read one picture</source>
        <translation>这个模型不读取单张图片</translation>
    </message>
    <message>
        <source>this is not a Leptune model file; choose one that was exported as native</source>
        <translation>这不是 Leptune 模型文件；请选择以原生格式导出的文件</translation>
    </message>
    <message>
        <source>the model file has format %1 and this program reads up to %2; open it with a newer Leptune</source>
        <translation>模型文件的格式为 %1，而本程序最多支持 %2；请用更新的 Leptune 打开</translation>
    </message>
    <message>
        <source>the model file is damaged: %1; use another copy of it</source>
        <translation>模型文件已损坏：%1；请使用另一份副本</translation>
    </message>
    <message>
        <source>its length is not what it says</source>
        <translation>长度与所记录的不符</translation>
    </message>
    <message>
        <source>its checksum does not fit</source>
        <translation>校验和不符</translation>
    </message>
    <message>
        <source>%1; the model can&apos;t be used</source>
        <translation>%1；模型无法使用</translation>
    </message>
    <message>
        <source>a layer can&apos;t run in whole numbers: it has too many inputs or weights that are not finite; keep it in floats</source>
        <translation>某一层不能用整数运行：输入太多或权重不是有限的数；请保留浮点数</translation>
    </message>
    <message>
        <source>Every cell is the same as in the column %1.</source>
        <translation>每个单元格都与列 %1 相同。</translation>
    </message>
    <message>
        <source>The target %1: %2.</source>
        <translation>目标列 %1：%2。</translation>
    </message>
    <message>
        <source>The class %1 has only %2; accuracy says little then, prefer auc or f1.</source>
        <translation>类别 %1 只有 %2；这时准确率意义不大，建议用 AUC 或 F1。</translation>
    </message>
    <message>
        <source>%1 of %2 rows (%3 %)</source>
        <translation>%2 行中的 %1 行（%3 %）</translation>
    </message>
    <message>
        <source>The values are whole numbers, all different and in sequence, as in a numbering of rows; a model can learn nothing general from it.</source>
        <translation>这些值是互不相同的连续整数，像行号一样；模型从中学不到普遍的规律。</translation>
    </message>
    <message>
        <source>All %1 values are different, as names or numbers of cases are; a model can learn nothing general from them.</source>
        <translation>%1 个值各不相同，像姓名或编号一样；模型从中学不到普遍的规律。</translation>
    </message>
    <message>
        <source>There are %1 different categories; rare ones can&apos;t be learned well.</source>
        <translation>有 %1 个不同的类别；少见的类别学不好。</translation>
    </message>
    <message>
        <source>The column holds no value at all.</source>
        <translation>这一列没有任何值。</translation>
    </message>
    <message>
        <source>Every row holds the same value.</source>
        <translation>每一行的值都相同。</translation>
    </message>
    <message>
        <source>Missing in %1.</source>
        <translation>缺失：%1。</translation>
    </message>
    <message>
        <source>This column alone predicts %1 on rows it was not fitted on (AUC %2); it probably holds the answer and will not be known when predicting.</source>
        <translation>仅凭这一列就能在没有训练过的行上预测 %1（AUC %2）；它很可能包含答案，而预测时并不知道它。</translation>
    </message>
    <message>
        <source>This column alone predicts %1 on rows it was not fitted on (R2 %2); it probably holds the answer and will not be known when predicting.</source>
        <translation>仅凭这一列就能在没有训练过的行上预测 %1（R² %2）；它很可能包含答案，而预测时并不知道它。</translation>
    </message>
    <message>
        <source>The column holds words, so rows are sorted into classes.</source>
        <translation>这一列是文字，因此把行分成类别。</translation>
    </message>
    <message>
        <source>The column holds dates, so a number (days) is predicted.</source>
        <translation>这一列是日期，因此预测一个数值（天数）。</translation>
    </message>
    <message>
        <source>The column holds just two different values, so rows are sorted into classes.</source>
        <translation>这一列只有两个不同的值，因此把行分成类别。</translation>
    </message>
    <message>
        <source>The column holds numbers with fractions, so a number is predicted.</source>
        <translation>这一列含有小数，因此预测一个数值。</translation>
    </message>
    <message>
        <source>The column holds only %1 different whole numbers, so rows are sorted into classes.</source>
        <translation>这一列只有 %1 个不同的整数，因此把行分成类别。</translation>
    </message>
    <message>
        <source>The column holds many different numbers, so a number is predicted.</source>
        <translation>这一列有许多不同的数，因此预测一个数值。</translation>
    </message>
    <message>
        <source>column %1 is not used: it is empty</source>
        <translation>不使用列 %1：它是空的</translation>
    </message>
    <message>
        <source>column %1 is not used: it holds free text, which tables can&apos;t use yet</source>
        <translation>不使用列 %1：它是自由文本，表格模型目前还不能使用</translation>
    </message>
    <message>
        <source>column %1 is not used: it has a different value in almost every row</source>
        <translation>不使用列 %1：它的值几乎每行都不同</translation>
    </message>
    <message>
        <source>only %1 rows: none are set aside for a test</source>
        <translation>只有 %1 行：不留出测试行</translation>
    </message>
    <message>
        <source>rows that belong together leave none to set aside for a test</source>
        <translation>属于同一组的行太集中，没有可留作测试的行</translation>
    </message>
    <message>
        <source>%1 rows of the test file have an unknown class and are left out</source>
        <translation>测试文件中有 %1 行的类别未知，已排除</translation>
    </message>
    <message>
        <source>only %1 of %2 rows are different: equal ones stand on both sides of every split, so the scores tell of rows that were met before; name a group column to keep rows together</source>
        <translation>%2 行中只有 %1 行互不相同：每次划分的两边都有相同的行，因此得分反映的是见过的行；请指定分组列，让它们留在同一边</translation>
    </message>
    <message>
        <source>%1 rows without a target are left out</source>
        <translation>%1 行没有目标值，已排除</translation>
    </message>
    <message>
        <source>the search uses %1 of %2 rows</source>
        <translation>搜索使用 %2 行中的 %1 行</translation>
    </message>
    <message>
        <source>%1 goes on where it was stopped</source>
        <translation>%1 从中断处继续</translation>
    </message>
    <message>
        <source>%1 models go on where they were stopped</source>
        <translation>%1 个模型从中断处继续</translation>
    </message>
    <message>
        <source>the scores come from the latest rows</source>
        <translation>得分来自时间最近的行</translation>
    </message>
    <message>
        <source>the scores come from one part of the rows that was held out</source>
        <translation>得分来自留出的一部分行</translation>
    </message>
    <message>
        <source>the scores come from %1 windows, each later than what was trained on</source>
        <translation>得分来自 %1 个时间窗口，每个都晚于训练所用的行</translation>
    </message>
    <message>
        <source>the scores come from %1-fold cross-validation</source>
        <translation>得分来自 %1 折交叉验证</translation>
    </message>
    <message>
        <source>the scores come from %1-fold cross-validation, done %2 times with other cuts</source>
        <translation>得分来自 %1 折交叉验证，以不同的划分重复 %2 次</translation>
    </message>
    <message>
        <source>%1 classes have fewer than %2 rows among the scored ones: the score tells little of how well they are told apart</source>
        <translation>评分的行中有 %1 个类别不足 %2 行：得分不足以说明它们区分得好不好</translation>
    </message>
    <message>
        <source>no row of the class %1 could be scored: the score tells little of how well it is told apart</source>
        <translation>类别 %1 没有可评分的行：得分不足以说明它区分得好不好</translation>
    </message>
    <message>
        <source>only 1 row of the class %1 could be scored: the score tells little of how well it is told apart</source>
        <translation>类别 %1 只有 1 行可评分：得分不足以说明它区分得好不好</translation>
    </message>
    <message>
        <source>only %1 rows of the class %2 could be scored: the score tells little of how well it is told apart</source>
        <translation>类别 %2 只有 %1 行可评分：得分不足以说明它区分得好不好</translation>
    </message>
    <message>
        <source>%1 damaged records of earlier runs are passed over</source>
        <translation>略过历史运行中 %1 条损坏的记录</translation>
    </message>
    <message>
        <source>earlier runs are not used: %1</source>
        <translation>不借鉴历史运行：%1</translation>
    </message>
    <message>
        <source>the portfolio is not used: %1</source>
        <translation>不使用经验库：%1</translation>
    </message>
    <message>
        <source>%1 is not tried: %2</source>
        <translation>不尝试%1：%2</translation>
    </message>
    <message>
        <source>the family&apos;s usual settings</source>
        <translation>该算法的常用设置</translation>
    </message>
    <message>
        <source>settings that often do well</source>
        <translation>通常效果不错的设置</translation>
    </message>
    <message>
        <source>what always answering the same would reach</source>
        <translation>总是给出同一答案能达到的水平</translation>
    </message>
    <message>
        <source>hardly any earlier data set has tried this family</source>
        <translation>以前的数据集几乎没有试过这种算法</translation>
    </message>
    <message>
        <source>did well on data sets like this: %1 and %2</source>
        <translation>在相似的数据集上表现好：%1 和 %2</translation>
    </message>
    <message>
        <source>did well on data sets like this: %1, %2 and %3</source>
        <translation>在相似的数据集上表现好：%1、%2 和 %3</translation>
    </message>
    <message>
        <source>did well on a data set like this: %1</source>
        <translation>在相似的数据集上表现好：%1</translation>
    </message>
    <message>
        <source>proposed by Bayesian optimisation</source>
        <translation>由贝叶斯优化提出</translation>
    </message>
    <message>
        <source>among the best of the first looks</source>
        <translation>初步试验中名列前茅</translation>
    </message>
    <message>
        <source>a first look at %1 rows</source>
        <translation>用 %1 行初步试验</translation>
    </message>
    <message>
        <source>%1, ended early to keep the budget</source>
        <translation>%1；为遵守时间预算而提前结束</translation>
    </message>
    <message>
        <source>its learning curve was heading far below what the family reaches</source>
        <translation>学习曲线的走势远低于该算法能达到的水平</translation>
    </message>
    <message>
        <source>after %1 of %2 folds it was far below the best and of no use to the ensemble</source>
        <translation>完成 %2 折中的 %1 折后，远差于最好的模型，对集成模型也没有用</translation>
    </message>
    <message>
        <source>ended before it was complete</source>
        <translation>未完成就结束了</translation>
    </message>
    <message>
        <source>the time ran out before it was complete</source>
        <translation>时间用完时尚未完成</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>unknown error</source>
        <translation>未知错误</translation>
    </message>
    <message>
        <source>refitted on all rows after it was scored</source>
        <translation>评分之后用全部行重新训练</translation>
    </message>
    <message>
        <source>the best single model, fitted once on all rows it may see</source>
        <translation>最佳单模型，用可用的全部行训练一次</translation>
    </message>
    <message>
        <source>made smaller from %1</source>
        <translation>由 %1 压缩而来</translation>
    </message>
    <message>
        <source>its answers may turn where they have to rise or fall</source>
        <translation>它的答案不能保证按要求只升或只降</translation>
    </message>
    <message>
        <source>the recommended model could not be refitted on all rows (%1); the scored one is kept</source>
        <translation>推荐的模型无法用全部行重新训练（%1）；保留已评分的模型</translation>
    </message>
    <message>
        <source>refitted on all rows the recommended model would exceed the limits (%1 bytes); the scored one is kept</source>
        <translation>推荐的模型用全部行重新训练后会超出限制（%1 字节）；保留已评分的模型</translation>
    </message>
    <message>
        <source>the importance of the columns could not be measured: %1</source>
        <translation>无法测量各列的重要性：%1</translation>
    </message>
    <message>
        <source>the recommended models could not be refitted; the scored ones are kept: %1</source>
        <translation>推荐的模型无法重新训练，保留已评分的模型：%1</translation>
    </message>
    <message>
        <source>later runs will not learn from this one: %1</source>
        <translation>以后的运行无法借鉴这一次：%1</translation>
    </message>
    <message>
        <source>no trained model keeps the limits of size and time a row; the one nearest to them is recommended</source>
        <translation>训练出的模型都不满足大小和单行耗时的限制；推荐最接近的一个</translation>
    </message>
    <message>
        <source>the memory limit leaves no room for another model; allow more with --memory</source>
        <translation>内存限制容不下更多模型；请调高训练可用内存</translation>
    </message>
    <message>
        <source>no other model can be fitted</source>
        <translation>没有其他模型可以训练了</translation>
    </message>
    <message>
        <source>no other model can be fitted in the time that is left</source>
        <translation>剩余时间不够再训练其他模型</translation>
    </message>
    <message>
        <source>more time would hardly help: %1</source>
        <translation>再花时间也难有提升：%1</translation>
    </message>
    <message>
        <source>no model can reach more than the best one</source>
        <translation>没有模型能超过目前最好的</translation>
    </message>
    <message>
        <source>what another model promises is less than the folds differ by</source>
        <translation>再试一个模型的预期提升小于各折之间的差异</translation>
    </message>
    <message>
        <source>no better model in %1 trials</source>
        <translation>连续 %1 次试验没有更好的模型</translation>
    </message>
    <message>
        <source>there is not enough memory for this data; try fewer rows or columns</source>
        <translation>内存不够处理这些数据；请减少行数或列数</translation>
    </message>
    <message>
        <source>stopped before the first model was finished</source>
        <translation>在第一个模型完成之前就停止了</translation>
    </message>
    <message>
        <source>no model could be fitted; the reasons stand on the leaderboard</source>
        <translation>没有能训练的模型；原因见排行榜</translation>
    </message>
    <message>
        <source>gave no model on these rows</source>
        <translation>在这些行上没有得到模型</translation>
    </message>
    <message>
        <source>the model answers numbers that are not finite</source>
        <translation>模型的预测值不是有限的数</translation>
    </message>
    <message>
        <source>can&apos;t be computed on the validation rows; choose another metric</source>
        <translation>无法在验证行上计算；请另选指标</translation>
    </message>
    <message>
        <source>%1 classes none can rise or fall with a column; it takes two, or a number</source>
        <translation>%1 个类别都不能随某一列升降；需要两个类别或数值目标</translation>
    </message>
    <message>
        <source>of %1 classes none can rise or fall with a column; it takes two, or a number</source>
        <translation>%1 个类别都不能随某一列升降；需要两个类别或数值目标</translation>
    </message>
    <message>
        <source>is no column to predict from, so nothing can rise or fall with it</source>
        <translation>不是用于预测的列，因此没有什么能随它升降</translation>
    </message>
    <message>
        <source>holds no numbers, so it has no order to rise or fall with</source>
        <translation>不是数值列，没有大小顺序，不能随它升降</translation>
    </message>
    <message>
        <source>no row has a value that the model knows; is this the column it was trained to predict?</source>
        <translation>没有一行的值是模型认识的；这是它训练时预测的那一列吗？</translation>
    </message>
    <message>
        <source>none of them can learn from this data: %1</source>
        <translation>没有一种能从这些数据中学习：%1</translation>
    </message>
    <message>
        <source>families: none of them can learn from this data: %1</source>
        <translation>没有一种算法能从这些数据中学习：%1</translation>
    </message>
    <message>
        <source>none of them has anything to choose</source>
        <translation>没有一种有可调的设置</translation>
    </message>
    <message>
        <source>must be longer than 0 seconds</source>
        <translation>必须大于 0 秒</translation>
    </message>
    <message>
        <source>a set number of trials gives the same result every time, measured times do not; use a budget</source>
        <translation>固定试验次数是为了每次结果相同，而测得的时间并不固定；请改用时间预算</translation>
    </message>
    <message>
        <source>must be between 2 and 100</source>
        <translation>必须在 2 到 100 之间</translation>
    </message>
    <message>
        <source>the share of test rows must be above 0 and below 0.9</source>
        <translation>测试行的比例必须大于 0 且小于 0.9</translation>
    </message>
    <message>
        <source>the saved predictions do not belong to these rows; the project can be used but not continued</source>
        <translation>保存的预测与这些行不对应；项目可以使用，但不能继续调优</translation>
    </message>
    <message>
        <source>this model&apos;s parameters and scores were kept, but not the model itself; choose best, or one with a size on the leaderboard</source>
        <translation>只保留了该模型的参数和得分，没有保留模型本身；请选择 best，或排行榜上有大小的模型</translation>
    </message>
    <message>
        <source>there is no such model; the project has %1</source>
        <translation>没有这个模型；项目中有 %1</translation>
    </message>
    <message>
        <source>the data are not the ones this project was tuned on; start a new project for them</source>
        <translation>数据与本项目调优时使用的不同；请为它新建项目</translation>
    </message>
    <message>
        <source>holds no numbers, so it can&apos;t be the weight of rows</source>
        <translation>不是数值列，不能作为行的权重</translation>
    </message>
    <message>
        <source>row %1 has the weight %2; weights must be 0 or more</source>
        <translation>第 %1 行的权重为 %2；权重必须大于等于 0</translation>
    </message>
    <message>
        <source>all weights are 0; choose another weight column</source>
        <translation>所有权重都是 0；请另选权重列</translation>
    </message>
    <message>
        <source>name the column to predict</source>
        <translation>请指定要预测的列</translation>
    </message>
    <message>
        <source>only %1 rows can be used; at least %2 are needed</source>
        <translation>只有 %1 行可用；至少需要 %2 行</translation>
    </message>
    <message>
        <source>there is no other column to predict it from</source>
        <translation>没有其他列可用来预测它</translation>
    </message>
    <message>
        <source>no column can be used to predict it; the others are empty, text, or differ in every row</source>
        <translation>没有列可用来预测它；其余的列是空的、文本，或每行都不同</translation>
    </message>
    <message>
        <source>predicting was cancelled</source>
        <translation>预测已取消</translation>
    </message>
    <message>
        <source>this is not a Leptune project; choose a file that Leptune saved</source>
        <translation>这不是 Leptune 项目；请选择由 Leptune 保存的文件</translation>
    </message>
    <message>
        <source>the project has format %1 and this program reads up to %2; open it with a newer Leptune</source>
        <translation>项目的格式为 %1，而本程序最多支持 %2；请用更新的 Leptune 打开</translation>
    </message>
    <message>
        <source>the project file is damaged (%1); restore it from a copy</source>
        <translation>项目文件已损坏（%1）；请用备份恢复</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>the checksum of its header does not fit</source>
        <translation>文件头的校验和不符</translation>
    </message>
    <message>
        <source>the checksum of its part &quot;%1&quot; does not fit</source>
        <translation>“%1”部分的校验和不符</translation>
    </message>
    <message>
        <source>there are bytes behind its end</source>
        <translation>结尾之后还有多余的字节</translation>
    </message>
    <message>
        <source>its part &quot;%1&quot; is missing</source>
        <translation>缺少“%1”部分</translation>
    </message>
    <message>
        <source>the copy of the data can&apos;t be compressed: not enough memory</source>
        <translation>无法压缩数据副本：内存不足</translation>
    </message>
    <message>
        <source>what this run taught can&apos;t be kept: %1</source>
        <translation>无法保存本次运行的经验：%1</translation>
    </message>
    <message>
        <source>it is too large to be what this program wrote; leptune-cli experience clear removes it</source>
        <translation>文件太大，不可能由本程序写入；可用 leptune-cli experience clear 清除</translation>
    </message>
    <message>
        <source>this is not the record of a run</source>
        <translation>这不是一次运行的记录</translation>
    </message>
    <message>
        <source>does not fit a %1 task; use %2</source>
        <translation>不适合 %1 任务；可用 %2</translation>
    </message>
    <message>
        <source>is no metric; use %1</source>
        <translation>不是指标；可用 %1</translation>
    </message>
    <message>
        <source>is no family of models; the families are %1</source>
        <translation>不是已知的算法；可用 %1</translation>
    </message>
    <message>
        <source>%1 pictures of %2 need more memory than there is; take fewer or smaller ones</source>
        <translation>%1 张图片（%2）超出可用内存；请减少数量或尺寸</translation>
    </message>
    <message>
        <source>%1; export it as C without --integer</source>
        <translation>%1；请导出为普通 C</translation>
    </message>
    <message>
        <source>C of whole numbers holds trees and layers of networks, and this model has %1</source>
        <translation>整数 C 代码支持树和网络层，而这个模型含有%1</translation>
    </message>
    <message>
        <source>pictures: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>%1 x %2, grey</source>
        <translation>%1 × %2，灰度</translation>
    </message>
    <message>
        <source>%1 x %2, colour</source>
        <translation>%1 × %2，彩色</translation>
    </message>
    <message>
        <source>the output node does not exist</source>
        <translation>输出节点不存在</translation>
    </message>
    <message>
        <source>a tree of XGBoost has uneven arrays</source>
        <translation>XGBoost 的一棵树数组长度不一致</translation>
    </message>
    <message>
        <source>the model of XGBoost can&apos;t be read: %1</source>
        <translation>无法读取 XGBoost 模型：%1</translation>
    </message>
    <message>
        <source>answers %1 x %2 are not those for %3 rows with %4 outputs; let it predict the study&apos;s rows</source>
        <translation>%1 × %2 的答案与 %3 行、%4 个输出不符；请让它预测本次调优的行</translation>
    </message>
    <message>
        <source>column %1 is not used: it %2</source>
        <translation>不使用列 %1：%2</translation>
    </message>
    <message>
        <source>whole numbers can&apos;t hold &quot;%1&quot; where this model has it</source>
        <translation>整数无法表示这个模型中的“%1”</translation>
    </message>
    <message>
        <source>the model&apos;s answers are no sums</source>
        <translation>模型的答案不是求和形式</translation>
    </message>
    <message>
        <source>what it was made from is not on the leaderboard any more, so its recipe is not known; choose another model</source>
        <translation>的来源已不在排行榜上，因此不知道它是怎样得到的；请另选模型</translation>
    </message>
    <message>
        <source>training again was cancelled</source>
        <translation>重新训练已取消</translation>
    </message>
    <message>
        <source>comparing with the training data was cancelled</source>
        <translation>与训练数据的比较已取消</translation>
    </message>
    <message>
        <source>the earlier rows can&apos;t be had; train on the new ones alone</source>
        <translation>无法取得以前的行；请只用新的行训练</translation>
    </message>
    <message>
        <source>its member &apos;%1&apos; is not on the leaderboard, so its recipe is not known</source>
        <translation>它的成员“%1”不在排行榜上，因此不知道它是怎样得到的</translation>
    </message>
    <message>
        <source>%1 is left out: it can&apos;t learn from these rows</source>
        <translation>略过 %1：它无法从这些行中学习</translation>
    </message>
    <message>
        <source>the recipe of an earlier model</source>
        <translation>沿用较早模型的方法</translation>
    </message>
    <message>
        <source>missing in the new rows; add what the earlier data has</source>
        <translation>新的行中没有这一列；请补上以前数据中有的内容</translation>
    </message>
    <message>
        <source>the new pictures are of another size than the earlier ones</source>
        <translation>新图片的尺寸与以前的不同</translation>
    </message>
    <message>
        <source>is of another kind in the new rows than in the earlier ones</source>
        <translation>在新的行中与以前的类型不同</translation>
    </message>
    <message>
        <source>the native file answers differently: %1</source>
        <translation>原生格式文件的答案不同：%1</translation>
    </message>
    <message>
        <source>one row is explained by comparing it with others; there are none</source>
        <translation>解释一行需要与其他行比较，而这里没有其他行</translation>
    </message>
    <message>
        <source>the explanation was cancelled</source>
        <translation>解释已取消</translation>
    </message>
    <message>
        <source>pictures of different data can&apos;t be compared; open them together</source>
        <translation>不同数据的图片无法比较；请一起打开</translation>
    </message>
    <message>
        <source>pictures have no order in which an answer could change with them</source>
        <translation>图片没有大小顺序，答案不能随之变化</translation>
    </message>
    <message>
        <source>has no cells in these rows, so nothing can be said about it</source>
        <translation>在这些行中没有单元格，因此无从说明</translation>
    </message>
    <message>
        <source>was made before intervals were kept, or of too few rows; tune again to get them</source>
        <translation>是在保存区间之前生成的，或行数太少；请重新调优以得到区间</translation>
    </message>
    <message>
        <source>how many pictures are needed can&apos;t be told by a model of tables; tune on a part of them and compare</source>
        <translation>表格模型无法判断需要多少图片；请用其中一部分调优并比较</translation>
    </message>
    <message>
        <source>measuring the worth of more data was cancelled</source>
        <translation>对更多数据的测量已取消</translation>
    </message>
    <message>
        <source>there are too few rows, or there was too little time, to learn from parts of them</source>
        <translation>行数太少或时间太短，无法从其中一部分学习</translation>
    </message>
    <message>
        <source>what a wrong answer costs must be a number that is not below 0</source>
        <translation>答错的代价必须是不小于 0 的数</translation>
    </message>
    <message>
        <source>its ends have to be finite numbers</source>
        <translation>两端必须是有限的数</translation>
    </message>
    <message>
        <source>its lower end is above the upper one; swap them</source>
        <translation>下限大于上限，请交换</translation>
    </message>
    <message>
        <source>a log scale has to begin above 0</source>
        <translation>对数刻度必须从大于 0 的数开始</translation>
    </message>
    <message>
        <source>the model answers classes, whose probabilities stand in the file anyway; leave the option out</source>
        <translation>该模型回答类别，其概率本来就写在文件里；请去掉此选项</translation>
    </message>
    <message>
        <source>leptune_reader.h stands there already with other content and was left as it is; move it away and export again to have the one of this version</source>
        <translation>那里已有内容不同的 leptune_reader.h，保持原样未动；请把它移走后重新导出，以得到此版本的头文件</translation>
    </message>
    <message>
        <source>%1 models were compared on the same %2 rows, so the best one&apos;s own %3 there, %4, is partly luck; the score that is told leaves out the rows that chose it</source>
        <translation>在相同的 %2 行上比较了 %1 个模型，因此其中最好的模型在这些行上的 %3（%4）有一部分是运气；所报告的分数不计入选出它的行</translation>
    </message>
    <message>
        <source>the range of %1 is not used: the family does not search such a setting here</source>
        <translation>%1 的范围未被使用：该类模型在此数据上没有这项设置</translation>
    </message>
    <message>
        <source>the range of %1 names choices that the family lacks</source>
        <translation>%1 的范围中含有该类模型没有的选项</translation>
    </message>
    <message>
        <source>%1 is searched from %2 to %3: the family goes no further</source>
        <translation>%1 在 %2 到 %3 之间搜索：该类模型不超出此范围</translation>
    </message>
    <message>
        <source>there was not enough memory to load LibTorch; close other programs, or let this one have more memory</source>
        <translation>内存不足，无法加载 LibTorch；请关闭其他程序，或允许本程序使用更多内存</translation>
    </message>
    <message>
        <source>the loss became NaN in epoch %1; a lower learning rate may help</source>
        <translation>损失在第 %1 轮变为 NaN；降低学习率可能有帮助</translation>
    </message>
    <message>
        <source>the loss became infinite in epoch %1; a lower learning rate may help</source>
        <translation>损失在第 %1 轮变为无穷大；降低学习率可能有帮助</translation>
    </message>
    <message>
        <source>the weights are no longer finite after epoch %1; a lower learning rate may help</source>
        <translation>第 %1 轮之后权重不再是有限数；降低学习率可能有帮助</translation>
    </message>
    <message>
        <source>is the name of the header that belongs beside the file; choose another one</source>
        <translation>是要放在文件旁边的头文件的名称；请换一个名称</translation>
    </message>
    <message>
        <source>can&apos;t be locked: another Leptune uses it, or its folder can&apos;t be written to</source>
        <translation>无法锁定：另一个 Leptune 正在使用它，或其所在文件夹不可写</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>不是文件</translation>
    </message>
    <message>
        <source>%1, continued with more rounds</source>
        <translation>%1，随后继续训练了更多轮</translation>
    </message>
    <message>
        <source>only the choice between classes has them, and a number is predicted; leave them out</source>
        <translation>只有在类别之间选择时才有代价，而这里预测的是数；请去掉代价</translation>
    </message>
    <message>
        <source>there are two classes; say what a miss and a false alarm cost, such as 5:1</source>
        <translation>只有两个类别；请给出漏报和误报的代价，例如 5:1</translation>
    </message>
    <message>
        <source>there are %1 classes; say what it costs to miss one of them, such as %2=5</source>
        <translation>有 %1 个类别；请给出漏掉某个类别的代价，例如 %2=5</translation>
    </message>
    <message>
        <source>there is no class &quot;%1&quot;; the classes are %2</source>
        <translation>没有类别“%1”；类别有 %2</translation>
    </message>
    <message>
        <source>no class costs anything; give one of them a cost above 0</source>
        <translation>所有类别的代价都是 0；请给其中一个大于 0 的代价</translation>
    </message>
    <message>
        <source>%1 can&apos;t go on: the memory limit is too low for it; allow more with --memory</source>
        <translation>%1 无法继续：内存限制对它来说太低；可用 --memory 放宽</translation>
    </message>
    <message>
        <source>there is too little memory to fit the recommended model again on all rows; the scored one is kept (allow more with --memory)</source>
        <translation>内存不足，无法用全部行重新训练推荐的模型；保留已评分的模型（可用 --memory 放宽）</translation>
    </message>
    <message>
        <source>columns of a wide range were rounded to whole steps: %1 of %2 rows keep their class, probabilities differ by at most %3</source>
        <translation>取值范围很大的列被舍入到整数步长：%2 行中有 %1 行保持类别不变，概率最多相差 %3</translation>
    </message>
    <message>
        <source>columns of a wide range were rounded to whole steps: answers to %1 rows differ by at most %2</source>
        <translation>取值范围很大的列被舍入到整数步长：%1 行的答案最多相差 %2</translation>
    </message>
    <message>
        <source>takes about %1 GB of memory (%2 rows, %3 columns), and %4 GB are free; close other programs, or use a part of its rows or columns</source>
        <translation>大约需要 %1 GB 内存（%2 行，%3 列），而可用的只有 %4 GB；请关闭其他程序，或只使用其中一部分行或列</translation>
    </message>
    <message>
        <source>looking at the columns was stopped</source>
        <translation>查看各列已停止</translation>
    </message>
    <message>
        <source>packing the data was cancelled</source>
        <translation>打包数据已取消</translation>
    </message>
    <message>
        <source>writing was cancelled</source>
        <translation>写入已取消</translation>
    </message>
    <message>
        <source>was ended, as nobody waits for it any more</source>
        <translation>已结束，因为不再需要它</translation>
    </message>
</context>
<context>
    <name>core option</name>
    <message>
        <source>arithmetic</source>
        <translation>运算方式</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>时间预算</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>families</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>latency limit</source>
        <translation>耗时限制</translation>
    </message>
    <message>
        <source>monotone</source>
        <translation>单调方向</translation>
    </message>
    <message>
        <source>neural networks</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>shrinking of trees</source>
        <translation>树的精简</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试行</translation>
    </message>
    <message>
        <source>trials</source>
        <translation>试验次数</translation>
    </message>
    <message>
        <source>costs</source>
        <translation>代价</translation>
    </message>
</context>
<context>
    <name>leptune::AdvancedForm</name>
    <message>
        <source>Folds of cross-validation</source>
        <translation>交叉验证折数</translation>
    </message>
    <message>
        <source>as the data need</source>
        <translation>按数据需要</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>one for every core</source>
        <translation>每个 CPU 核心一个</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Memory for training</source>
        <translation>训练可用内存</translation>
    </message>
    <message>
        <source>60 % of this computer&apos;s</source>
        <translation>本机内存的 60 %</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Stop when more time would hardly help</source>
        <translation>再花时间也难有提升时停止</translation>
    </message>
    <message>
        <source>Learn from my earlier runs on this computer</source>
        <translation>借鉴我在本机上的历史运行</translation>
    </message>
    <message>
        <source>Families of models</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Columns that models may use</source>
        <translation>模型可使用的列</translation>
    </message>
    <message>
        <source>Columns models may use</source>
        <translation>模型可使用的列</translation>
    </message>
    <message>
        <source>The answer that matters</source>
        <translation>关注的答案</translation>
    </message>
    <message>
        <source>Rows that belong together</source>
        <translation>属于同一组的行</translation>
    </message>
    <message>
        <source>every row by itself</source>
        <translation>每行各自独立</translation>
    </message>
    <message>
        <source>Order in time</source>
        <translation>时间顺序</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Weight of a row</source>
        <translation>行的权重</translation>
    </message>
    <message>
        <source>all rows alike</source>
        <translation>所有行相同</translation>
    </message>
    <message>
        <source>%1 of the rows, chosen by the seed</source>
        <translation>%1 的行，由随机种子选出</translation>
    </message>
    <message>
        <source>none: the score comes from cross-validation</source>
        <translation>不留：得分来自交叉验证</translation>
    </message>
    <message>
        <source>Rows kept for the final score</source>
        <translation>留作最终评分的行</translation>
    </message>
    <message>
        <source>Train the best models once more on all rows at the end</source>
        <translation>最后用全部行重新训练最好的模型</translation>
    </message>
    <message>
        <source>as it reads: yes, true, 1, else the rarer one</source>
        <translation>自动判断：yes、true、1，否则取较少的一类</translation>
    </message>
    <message>
        <source>The range in which each setting of a family is searched</source>
        <translation>每种算法的各项设置在什么范围内搜索</translation>
    </message>
    <message>
        <source>Settings that are searched</source>
        <translation>要搜索的设置</translation>
    </message>
    <message>
        <source>The usual ranges…</source>
        <translation>通常的范围…</translation>
    </message>
    <message>
        <source>Ranges changed: %1…</source>
        <translation>已改范围：%1…</translation>
    </message>
</context>
<context>
    <name>leptune::AnswerBars</name>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>+%1 points</source>
        <translation>+%1 分</translation>
    </message>
    <message>
        <source>−%1 points</source>
        <translation>−%1 分</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 for the row that was started from</source>
        <translation>起始行为 %1</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>leptune::AnswerWords</name>
    <message>
        <source>answered %1</source>
        <translation>预测 %1</translation>
    </message>
    <message>
        <source>probability of “%1”</source>
        <translation>“%1”的概率</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>leptune::AnsweredRowsModel</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>within</source>
        <translation>区间内</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>区间外</translation>
    </message>
    <message>
        <source>near</source>
        <translation>接近</translation>
    </message>
    <message>
        <source>far</source>
        <translation>偏远</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>True</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
</context>
<context>
    <name>leptune::AnswersModel</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
</context>
<context>
    <name>leptune::BarList</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>%1; largest: %2, %3</source>
        <translation>%1；最大：%2，%3</translation>
    </message>
</context>
<context>
    <name>leptune::BeforeAfterTable</name>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
</context>
<context>
    <name>leptune::BestPanel</name>
    <message>
        <source>Best so far</source>
        <translation>目前最好</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>基线 %1</translation>
    </message>
    <message>
        <source>The best model is shown here, from seconds after the start.</source>
        <translation>开始几秒后，最好的模型就会显示在这里。</translation>
    </message>
    <message>
        <source>%1 a row</source>
        <translation>每行 %1</translation>
    </message>
</context>
<context>
    <name>leptune::BudgetSlider</name>
    <message>
        <source>Time for tuning</source>
        <translation>调优时间</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>leptune::BusyBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>leptune::Changes</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 zeros, %2 bits</source>
        <translation>%1 为零，%2 位</translation>
    </message>
    <message>
        <source>%1, whole numbers</source>
        <translation>%1，整数</translation>
    </message>
    <message>
        <source>Fits averaged</source>
        <translation>取平均的训练次数</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>树的棵数</translation>
    </message>
    <message>
        <source>Questions in trees</source>
        <translation>树中的判断数</translation>
    </message>
    <message>
        <source>Different thresholds</source>
        <translation>不同的阈值</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>叶子数</translation>
    </message>
    <message>
        <source>Different leaf values</source>
        <translation>不同的叶子值</translation>
    </message>
    <message>
        <source>Training rows kept</source>
        <translation>保留的训练行</translation>
    </message>
    <message>
        <source>Columns read</source>
        <translation>读取的列</translation>
    </message>
    <message>
        <source>Operations a row</source>
        <translation>每行的运算量</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Weights in layers</source>
        <translation>各层的权重数</translation>
    </message>
    <message>
        <source>Of them zero</source>
        <translation>其中为零</translation>
    </message>
    <message>
        <source>Bits a weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>Convolution %1, %2 × %3</source>
        <translation>卷积 %1，%2 × %3</translation>
    </message>
    <message>
        <source>Layer %1, %2 × %3</source>
        <translation>第 %1 层，%2 × %3</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>制作方法</translation>
    </message>
</context>
<context>
    <name>leptune::ChartActions</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>Save numbers as CSV…</source>
        <translation>把数据存为 CSV…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>已保存 %1。</translation>
    </message>
</context>
<context>
    <name>leptune::ClassCostFields</name>
    <message>
        <source>Answering otherwise where it is</source>
        <translation>真实为下列类别却答成别的：</translation>
    </message>
    <message>
        <source>“%1” costs</source>
        <translation>“%1”的代价</translation>
    </message>
    <message>
        <source>Cost of answering otherwise where it is “%1”</source>
        <translation>真实为“%1”却答成别的的代价</translation>
    </message>
</context>
<context>
    <name>leptune::ColumnEffectPanel</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>How the answer goes with a column</source>
        <translation>答案如何随某一列变化</translation>
    </message>
    <message>
        <source>Class whose probability is shown</source>
        <translation>显示其概率的类别</translation>
    </message>
    <message>
        <source>Partial dependence</source>
        <translation>部分依赖</translation>
    </message>
    <message>
        <source>Mean answer for every category</source>
        <translation>每个类别的平均答案</translation>
    </message>
    <message>
        <source>Scores by the values of the column</source>
        <translation>按该列取值的得分</translation>
    </message>
    <message>
        <source>The rows that were scored are being looked for…</source>
        <translation>正在查找评分的行…</translation>
    </message>
    <message>
        <source>Which columns matter is being measured…</source>
        <translation>正在测量哪些列重要…</translation>
    </message>
    <message>
        <source>The model does not look at this column: no answer changes with it.</source>
        <translation>模型不看这一列：答案不会随它变化。</translation>
    </message>
    <message>
        <source>Working out “%1”…</source>
        <translation>正在计算“%1”…</translation>
    </message>
    <message>
        <source>How the answer goes with “%1”</source>
        <translation>答案如何随“%1”变化</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>%1 (year)</source>
        <translation>%1（年）</translation>
    </message>
    <message>
        <source>Thick: the mean over %1 rows if only this column changed. Thin: %2 single rows; where they are not parallel, other columns decide how it acts.</source>
        <translation>粗线：只改变这一列时 %1 行的平均。细线：%2 个单独的行；不平行之处，说明它的作用还取决于其他列。</translation>
    </message>
    <message>
        <source>Mean %1 over %2 rows if all had that category, the commonest first.</source>
        <translation>假如 %2 行都属于该类别时的平均%1，最常见的在前。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>How good it is along the column, on unseen rows</source>
        <translation>沿该列的好坏，在未见过的行上</translation>
    </message>
    <message>
        <source>How good it is along the column</source>
        <translation>沿该列的好坏</translation>
    </message>
</context>
<context>
    <name>leptune::ColumnImportance</name>
    <message>
        <source>%1: how much it drops when the cells of one column are shuffled</source>
        <translation>%1：打乱某一列的单元格后下降多少</translation>
    </message>
    <message>
        <source>%1: how much it rises when the cells of one column are shuffled</source>
        <translation>%1：打乱某一列的单元格后上升多少</translation>
    </message>
</context>
<context>
    <name>leptune::ColumnPanel</name>
    <message>
        <source>Type of the column</source>
        <translation>列的类型</translation>
    </message>
    <message>
        <source>Set by you. %1</source>
        <translation>由您设置。%1</translation>
    </message>
    <message>
        <source>Looking at all rows…</source>
        <translation>正在查看所有行…</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Different values</source>
        <translation>不同的值</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最晚</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Leave this column out</source>
        <translation>排除这一列</translation>
    </message>
</context>
<context>
    <name>leptune::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>您想做什么？</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>leptune::CompareWindow</name>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Add a project…</source>
        <translation>添加项目…</translation>
    </message>
    <message>
        <source>Add a recent one</source>
        <translation>添加最近的项目</translation>
    </message>
    <message>
        <source>Projects to compare</source>
        <translation>要比较的项目</translation>
    </message>
    <message>
        <source>Leptune projects (*.leptune)</source>
        <translation>Leptune 项目 (*.leptune)</translation>
    </message>
    <message>
        <source>Add two projects or more, or drop their files here: they then stand side by side.</source>
        <translation>添加两个或更多项目，或把文件拖到这里，即可并排比较。</translation>
    </message>
    <message>
        <source>Compare projects and runs</source>
        <translation>比较项目与运行</translation>
    </message>
    <message>
        <source>What the projects held before they were tuned with another set-up</source>
        <translation>项目在用另一套设置调优之前的内容</translation>
    </message>
    <message>
        <source>Replaced runs</source>
        <translation>被替换的运行</translation>
    </message>
</context>
<context>
    <name>leptune::Comparison</name>
    <message>
        <source>%1, %2 unseen rows</source>
        <translation>%1，%2 个未见过的行</translation>
    </message>
    <message>
        <source>The rows that were set aside score the one that is recommended when a run ends, once. Choosing by them would make their score too good.</source>
        <translation>留出的行只在运行结束时给推荐的模型评一次分。若用它们来挑选，得分就会偏高。</translation>
    </message>
    <message>
        <source>Mean error, %1 to %2</source>
        <translation>平均误差，%1 到 %2</translation>
    </message>
    <message>
        <source>Recall of “%1”</source>
        <translation>“%1”的召回率</translation>
    </message>
    <message>
        <source>Of %1 out-of-fold rows</source>
        <translation>共 %1 个折外行</translation>
    </message>
    <message>
        <source>%1, cross-validation</source>
        <translation>%1，交叉验证</translation>
    </message>
    <message>
        <source>On out-of-fold rows: made anew of every fold and scored on the rows that it has not seen</source>
        <translation>在折外行上：每一折重新训练，再在没见过的行上评分</translation>
    </message>
    <message>
        <source>Gain over a constant answer</source>
        <translation>比固定预测的提升</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>Measured on this computer, one row at a time</source>
        <translation>在本机上逐行测得</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 到 %3）</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows set aside</source>
        <translation>留出的行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>On unseen rows</source>
        <translation>未见过的行上</translation>
    </message>
    <message>
        <source>In cross-validation</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Time a row</source>
        <translation>单行耗时</translation>
    </message>
    <message>
        <source>Models tried</source>
        <translation>试过的模型</translation>
    </message>
    <message>
        <source>Time spent</source>
        <translation>所用时间</translation>
    </message>
    <message>
        <source>All were scored on the same %1 rows that chose nothing; “%2” does best there.</source>
        <translation>全部在相同的、未参与任何选择的 %1 行上评分；其中“%2”最好。</translation>
    </message>
    <message>
        <source>%1, run of %2</source>
        <translation>%1，%2 的运行</translation>
    </message>
    <message>
        <source>Tuned until</source>
        <translation>调优结束时间</translation>
    </message>
    <message>
        <source>pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <source>%1, a replaced run</source>
        <translation>%1，被替换的一次运行</translation>
    </message>
    <message>
        <source>The scores were not measured on the same rows and columns by the same metric: they can&apos;t be set against each other.</source>
        <translation>这些得分不是用同一指标在相同的行和列上测得的，不能相互比较。</translation>
    </message>
    <message>
        <source>%1 of them were scored as “%2” was, on the same %3 rows that chose nothing; “%4” does best there. The others can&apos;t be set against these.</source>
        <translation>其中 %1 个与“%2”一样，在未参与任何选择的相同 %3 行上评分；“%4”在其中最好。其余的不能与它们比较。</translation>
    </message>
</context>
<context>
    <name>leptune::CompressPage</name>
    <message>
        <source>Compress</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Picked on the chart. Moving a limit goes back to the one that is recommended.</source>
        <translation>已在图上选定。移动限制会回到推荐的模型。</translation>
    </message>
    <message>
        <source>“Compress” looks for smaller models that answer alike.</source>
        <translation>点“压缩”，寻找答案相近但更小的模型。</translation>
    </message>
    <message>
        <source>Each is drawn below by what it loses and what it saves; the limits choose among them.</source>
        <translation>每个候选都按损失和节省画在下方，由限制从中挑选。</translation>
    </message>
    <message>
        <source>Looking for smaller models…</source>
        <translation>正在寻找更小的模型…</translation>
    </message>
    <message>
        <source>Nothing was ready in this time.</source>
        <translation>这段时间内没有得到结果。</translation>
    </message>
    <message>
        <source>Large models take longer: give it more time and compress again.</source>
        <translation>大模型需要更久：请多给些时间再压缩一次。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Scoring what was found…</source>
        <translation>正在给找到的模型评分…</translation>
    </message>
    <message>
        <source>Made of an earlier fit: compress again.</source>
        <translation>由较早的训练结果制成：请重新压缩。</translation>
    </message>
    <message numerus="yes">
        <source>%n candidate(s)</source>
        <translation>
            <numerusform>%n 个候选模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop &amp;&amp; keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>The data of the project can&apos;t be had.</source>
        <translation>无法取得项目的数据。</translation>
    </message>
    <message>
        <source>Tuning is running</source>
        <translation>正在调优</translation>
    </message>
    <message>
        <source>Its models can be made smaller here when it has ended. “Stop &amp; keep best” on the Tune page ends it now.</source>
        <translation>结束后可在这里把模型变小。现在就要结束，请在“调优”页点“停止并保留最佳”。</translation>
    </message>
    <message>
        <source>There is no model to make smaller yet</source>
        <translation>还没有可以变小的模型</translation>
    </message>
    <message>
        <source>Start on the Tune page. Smaller and faster forms of the best model then show here, each with what it costs in score.</source>
        <translation>请在“调优”页点“开始”。之后这里会显示最好模型的更小、更快的版本，以及各自损失的得分。</translation>
    </message>
    <message>
        <source>Model to make smaller</source>
        <translation>要变小的模型</translation>
    </message>
    <message>
        <source>Time for the search</source>
        <translation>搜索时间</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>T&amp;ime</source>
        <translation>时间(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Use this one</source>
        <translation>使用这个(&amp;U)</translation>
    </message>
    <message>
        <source>Goes on with this model on the Use page</source>
        <translation>在“使用”页继续使用这个模型</translation>
    </message>
    <message>
        <source>What each candidate costs</source>
        <translation>各候选模型的代价</translation>
    </message>
    <message>
        <source>Loss against size</source>
        <translation>损失与大小</translation>
    </message>
    <message>
        <source>Every candidate by what it loses and what it saves.</source>
        <translation>每个候选模型的损失与节省。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Time a row</source>
        <translation>单行耗时</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>改变了什么</translation>
    </message>
    <message>
        <source>What each class loses is known after a run.</source>
        <translation>运行之后可以看到各类别的损失。</translation>
    </message>
    <message>
        <source>Operations were not counted for all of these models</source>
        <translation>这些模型中有的没有统计运算次数</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>The scores, size and time of the original and of a smaller model stand here after a run.</source>
        <translation>压缩后，这里显示原模型与小模型的得分、大小和时间。</translation>
    </message>
    <message>
        <source>What a smaller model has fewer of (trees, weights, columns) stands here after a run.</source>
        <translation>压缩后，这里显示小模型减少了什么（树、权重、列）。</translation>
    </message>
    <message>
        <source>This is the original.</source>
        <translation>这就是原模型。</translation>
    </message>
</context>
<context>
    <name>leptune::ConfusionMatrixView</name>
    <message>
        <source>answered</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>truth: %1
answered: %2
%3 rows, %4 of this class</source>
        <translation>真实：%1
预测：%2
%3 行，占该类别的 %4</translation>
    </message>
    <message>
        <source>truth \ answered</source>
        <translation>真实 \ 预测</translation>
    </message>
    <message>
        <source>%1 classes, %2 rows, %3 of them answered rightly</source>
        <translation>%1 个类别，%2 行，其中 %3 行预测正确</translation>
    </message>
</context>
<context>
    <name>leptune::ContributionPanel</name>
    <message>
        <source>Why this row was answered so</source>
        <translation>为什么这一行得到这个答案</translation>
    </message>
    <message>
        <source>The rows that were scored are being looked for…</source>
        <translation>正在查找评分的行…</translation>
    </message>
    <message>
        <source>Choose a row to see which of its cells moved the answer, and how far.</source>
        <translation>选择一行，查看它的哪些单元格影响了答案、影响多大。</translation>
    </message>
    <message>
        <source>Row %1: %2 is %3; over other rows it is %4 on average.</source>
        <translation>第 %1 行：%2 为 %3；其他行平均为 %4。</translation>
    </message>
    <message>
        <source>The table shows what models answered that had not learned from this row; explained here is the final model, which did, so the two can differ.</source>
        <translation>表中的预测来自没有学习过这一行的模型；这里解释的是学习过这一行的最终模型，因此两者可能不同。</translation>
    </message>
</context>
<context>
    <name>leptune::ContributionView</name>
    <message>
        <source>Contributions of the columns</source>
        <translation>各列的贡献</translation>
    </message>
    <message>
        <source>No cell of this row moves the answer.</source>
        <translation>这一行没有单元格影响答案。</translation>
    </message>
    <message>
        <source>The bars add up to the difference.</source>
        <translation>各条之和即为差值。</translation>
    </message>
    <message>
        <source>Compared with %1 rows; the marks are standard errors.</source>
        <translation>与 %1 行比较；标记为标准误差。</translation>
    </message>
    <message>
        <source>%1, percentage points</source>
        <translation>%1，百分点</translation>
    </message>
    <message>
        <source>The bars are percentage points and add up to the difference.</source>
        <translation>各条以百分点计，相加即为差值。</translation>
    </message>
    <message numerus="yes">
        <source>%n other column(s)</source>
        <translation>
            <numerusform>其他 %n 列</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::CostFields</name>
    <message>
        <source>Wrong answers have a price</source>
        <translation>答错有代价</translation>
    </message>
    <message>
        <source>Answers are then chosen so that they cost least, rather than so that most of them are right</source>
        <translation>这样会选择代价最小的答案，而不是答对最多的答案</translation>
    </message>
    <message>
        <source>right: 0</source>
        <translation>正确：0</translation>
    </message>
    <message>
        <source>answered “%1”</source>
        <translation>预测“%1”</translation>
    </message>
    <message>
        <source>it is “%1”</source>
        <translation>真实“%1”</translation>
    </message>
    <message>
        <source>Cost of answering “%1” where it is “%2”</source>
        <translation>真实为“%2”却预测“%1”的代价</translation>
    </message>
</context>
<context>
    <name>leptune::CostWords</name>
    <message>
        <source>nothing lost</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>%1 % lost</source>
        <translation>损失 %1 %</translation>
    </message>
    <message>
        <source>%1 % gained</source>
        <translation>提升 %1 %</translation>
    </message>
    <message>
        <source>%1, %2 a row</source>
        <translation>%1，每行 %2</translation>
    </message>
    <message>
        <source>%1 times smaller</source>
        <translation>缩至 1/%1</translation>
    </message>
    <message>
        <source>%1 times larger</source>
        <translation>增至 %1 倍</translation>
    </message>
    <message>
        <source>as large</source>
        <translation>大小相同</translation>
    </message>
    <message>
        <source>%1 times faster</source>
        <translation>快 %1 倍</translation>
    </message>
    <message>
        <source>%1 times slower here</source>
        <translation>本机上慢 %1 倍</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>%1 points better</source>
        <translation>高 %1 分</translation>
    </message>
    <message>
        <source>%1 points worse</source>
        <translation>低 %1 分</translation>
    </message>
    <message>
        <source>%1 % better</source>
        <translation>好 %1 %</translation>
    </message>
    <message>
        <source>%1 % worse</source>
        <translation>差 %1 %</translation>
    </message>
    <message>
        <source>This is the original: %1.</source>
        <translation>这是原模型：%1。</translation>
    </message>
    <message>
        <source>Nothing that was found keeps all limits; this is the nearest to them.</source>
        <translation>找到的模型都不满足全部限制；这是最接近的一个。</translation>
    </message>
    <message>
        <source>Nothing smaller that was found keeps the limits; the original does.</source>
        <translation>找到的更小模型都不满足限制；原模型满足。</translation>
    </message>
    <message>
        <source>Loses nothing</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>Gains %1 % more over a constant answer</source>
        <translation>比固定预测的提升再多 %1 %</translation>
    </message>
    <message>
        <source>Loses %1 % of its gain over a constant answer</source>
        <translation>损失比固定预测的提升的 %1 %</translation>
    </message>
    <message>
        <source>about as fast</source>
        <translation>速度大致相同</translation>
    </message>
    <message>
        <source>%1 (%2 %3 → %4); %5, %6.</source>
        <translation>%1（%2 %3 → %4）；%5，%6。</translation>
    </message>
    <message>
        <source>A smaller one (%1) also lost less than the limit, but so narrowly that it may be luck; click it to see what it costs.</source>
        <translation>还有一个更小的模型（%1）损失也低于限制，但差距很小，可能只是偶然；点击它可查看其代价。</translation>
    </message>
</context>
<context>
    <name>leptune::DataPage</name>
    <message>
        <source>%1 left out</source>
        <translation>排除了 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n bad cell(s)</source>
        <translation>
            <numerusform>%n 个坏单元格</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s)</source>
        <translation>
            <numerusform>修复 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing to repair</source>
        <translation>无需修复</translation>
    </message>
    <message>
        <source>%1 rows twice</source>
        <translation>%1 行重复</translation>
    </message>
    <message>
        <source>read as %1</source>
        <translation>读作 %1</translation>
    </message>
    <message>
        <source>read as %1 – %2</source>
        <translation>读作 %1 – %2</translation>
    </message>
    <message>
        <source>change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>About the column</source>
        <translation>关于该列</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%Ln&lt;/b&gt; row(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%Ln&lt;/b&gt; column(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; 列</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” may give the answer away</source>
        <translation>“%1”可能泄露答案</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) may give the answer away</source>
        <translation>
            <numerusform>%n 列可能泄露答案</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) with a warning</source>
        <translation>
            <numerusform>%n 列有警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::DataSizePanel</name>
    <message>
        <source>More rows of this kind would hardly help.</source>
        <translation>再多这类行也难有帮助。</translation>
    </message>
    <message>
        <source>More rows may help, but it can&apos;t be told from noise.</source>
        <translation>更多的行可能有帮助，但无法与随机波动区分。</translation>
    </message>
    <message>
        <source>More rows would help.</source>
        <translation>更多的行会有帮助。</translation>
    </message>
    <message>
        <source>More rows would help a little.</source>
        <translation>更多的行会略有帮助。</translation>
    </message>
    <message>
        <source>There are too few rows to tell.</source>
        <translation>行数太少，无法判断。</translation>
    </message>
    <message>
        <source>%1 is %2 with %3 rows; with %4 about %5 (%6 to %7) is to be expected.</source>
        <translation>用 %3 行时 %1 为 %2；用 %4 行时预计约为 %5（%6 到 %7）。</translation>
    </message>
    <message>
        <source>Would more data help?</source>
        <translation>更多数据会有帮助吗？</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measure whether more data would help</source>
        <translation>测量更多数据是否有帮助</translation>
    </message>
    <message>
        <source>Score by number of rows</source>
        <translation>得分随行数的变化</translation>
    </message>
    <message>
        <source>Fits a plain model on growing shares of the rows and draws the curve on. Takes up to a minute.</source>
        <translation>在逐渐增多的行上训练一个普通模型，并延长曲线。最多一分钟。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Fitting on the first share of the rows…</source>
        <translation>正在第一部分行上训练…</translation>
    </message>
    <message>
        <source>Measured with %1 rows…</source>
        <translation>已用 %1 行测得…</translation>
    </message>
    <message>
        <source>%1 rows
%2</source>
        <translation>%1 行
%2</translation>
    </message>
    <message>
        <source>rows learned from</source>
        <translation>学习的行数</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预计</translation>
    </message>
</context>
<context>
    <name>leptune::DirectionChoice</name>
    <message>
        <source>How answers may change with the column</source>
        <translation>答案随这一列如何变化</translation>
    </message>
    <message>
        <source>What happens to the answer when this number grows and all others stay: the predicted number, or the chance of the positive class. Models that can&apos;t promise it are not tried.</source>
        <translation>当这个数变大而其他都不变时，答案（预测的数值，或正类的概率）会怎样。不能保证这一点的模型不会尝试。</translation>
    </message>
    <message>
        <source>Answers may rise and fall with it</source>
        <translation>答案可升可降</translation>
    </message>
    <message>
        <source>Answers only rise with it</source>
        <translation>答案只随它上升</translation>
    </message>
    <message>
        <source>Answers only fall with it</source>
        <translation>答案只随它下降</translation>
    </message>
</context>
<context>
    <name>leptune::DriftView</name>
    <message>
        <source>Columns that are unlike the training data</source>
        <translation>与训练数据不同的列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is unlike</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>这个文件</translation>
    </message>
    <message>
        <source>Share of the cells; of a distribution its population stability index, which is 0.1 or more where it has shifted and 0.25 or more where it has shifted much</source>
        <translation>单元格的占比；对分布则为群体稳定性指标 (PSI)，达到 0.1 表示有偏移，达到 0.25 表示偏移很大</translation>
    </message>
    <message>
        <source>Reading the file and comparing it with the training data…</source>
        <translation>正在读取文件并与训练数据比较…</translation>
    </message>
    <message>
        <source>The file lacks what the model needs: %1. Add these columns under the same names.</source>
        <translation>文件缺少模型需要的列：%1。请用相同的名称添加这些列。</translation>
    </message>
    <message>
        <source>The data that the model learned from can&apos;t be had, so nothing tells whether these rows are like them.</source>
        <translation>无法取得模型学习时的数据，因此无从得知这些行是否与之相似。</translation>
    </message>
    <message>
        <source>✓ %1 rows; the columns look like those of the training data.</source>
        <translation>✓ %1 行；各列与训练数据相似。</translation>
    </message>
    <message>
        <source>Unlike the data that the model learned from: %1 of %2 columns. Its answers are less sure there than its score says.</source>
        <translation>%2 列中有 %1 列与模型学习的数据不同。在这些列上，它的答案不如得分显示的那样可靠。</translation>
    </message>
    <message>
        <source>missing cells</source>
        <translation>缺失的单元格</translation>
    </message>
    <message>
        <source>categories never seen, such as “%1”</source>
        <translation>从未出现的类别，例如“%1”</translation>
    </message>
    <message>
        <source>outside %1 to %2</source>
        <translation>超出 %1 到 %2</translation>
    </message>
    <message>
        <source>distributed very differently</source>
        <translation>分布差别很大</translation>
    </message>
    <message>
        <source>distributed differently</source>
        <translation>分布不同</translation>
    </message>
    <message>
        <source>shift %1</source>
        <translation>偏移 %1</translation>
    </message>
</context>
<context>
    <name>leptune::EntryWords</name>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>ended early: %1</source>
        <translation>提前结束：%1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>leptune::EpochPlot</name>
    <message>
        <source>%1 bits</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>not rounded yet</source>
        <translation>尚未取整</translation>
    </message>
    <message>
        <source>round or epoch</source>
        <translation>轮次或迭代</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>round</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>training %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>validation %1</source>
        <translation>验证 %1</translation>
    </message>
    <message>
        <source>, %1 %2</source>
        <translation>，%1 %2</translation>
    </message>
    <message>
        <source>%1 zeros</source>
        <translation>%1 为零</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 次迭代</translation>
    </message>
    <message>
        <source>training loss %1</source>
        <translation>训练损失 %1</translation>
    </message>
    <message>
        <source>validation loss %1</source>
        <translation>验证损失 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>步</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>%1; newest: %2</source>
        <translation>%1；最新：%2</translation>
    </message>
    <message>
        <source>weights alone about %1</source>
        <translation>仅权重约 %1</translation>
    </message>
</context>
<context>
    <name>leptune::ErrorsTab</name>
    <message>
        <source>How the best model errs is shown here when tuning has finished.</source>
        <translation>调优结束后，这里会显示最好的模型错在哪里。</translation>
    </message>
    <message>
        <source>This class has no rows among those scored.</source>
        <translation>评分的行中没有这个类别。</translation>
    </message>
    <message>
        <source>One class against the rest</source>
        <translation>一个类别对其余类别</translation>
    </message>
    <message>
        <source>What it answered, class by class</source>
        <translation>各类别的预测情况</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Scores of every class</source>
        <translation>各类别的得分</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>假正率</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>真正率</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>predicted probability</source>
        <translation>预测概率</translation>
    </message>
    <message>
        <source>observed share</source>
        <translation>实际比例</translation>
    </message>
    <message>
        <source>Answered against true</source>
        <translation>预测与真实</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错例</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>随机猜测</translation>
    </message>
    <message>
        <source>perfect</source>
        <translation>完美</translation>
    </message>
    <message>
        <source>area under ROC %1</source>
        <translation>ROC 曲线下面积 %1</translation>
    </message>
    <message>
        <source>true %1
answered %2
off by %3</source>
        <translation>真实 %1
预测 %2
误差 %3</translation>
    </message>
    <message>
        <source>true %1</source>
        <translation>真实 %1</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>预测 %1</translation>
    </message>
    <message>
        <source>answered − true</source>
        <translation>预测 − 真实</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>It holds %1 of the %2 rows it had never seen.</source>
        <translation>它包含了 %2 个从未见过的行中的 %1。</translation>
    </message>
    <message>
        <source>No rows were set aside to check it.</source>
        <translation>没有留出行来检验它。</translation>
    </message>
    <message>
        <source>The 90 % interval (shaded) is the answer ± %1: so far off were nine of ten answers in cross-validation.</source>
        <translation>90 % 区间（阴影）为答案 ± %1：交叉验证中十分之九的答案误差不超过它。</translation>
    </message>
</context>
<context>
    <name>leptune::ExperiencePanel</name>
    <message>
        <source>Show…</source>
        <translation>显示…</translation>
    </message>
    <message>
        <source>Forget them…</source>
        <translation>清除…</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>No run is remembered yet.</source>
        <translation>还没有记住任何运行。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) remembered, on this computer only.</source>
        <translation>
            <numerusform>已记住 %n 次运行，只保存在这台电脑上。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remembered runs</source>
        <translation>已记住的运行</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Models tried</source>
        <translation>试过的模型</translation>
    </message>
    <message>
        <source>Forget earlier runs</source>
        <translation>清除历史运行</translation>
    </message>
    <message numerus="yes">
        <source>Forget what %n run(s) taught? New projects then begin without it.</source>
        <translation>
            <numerusform>要清除从 %n 次运行中学到的内容吗？之后的新项目将从头开始。</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>leptune::ExplainSubject</name>
    <message>
        <source>There are no results yet. They are there when tuning has ended.</source>
        <translation>还没有结果。调优结束后会显示在这里。</translation>
    </message>
    <message>
        <source>The data that this project was tuned on is not here: the project was saved without it and its file was moved or is gone. Put the file back where it was and open the project again.</source>
        <translation>调优所用的数据不在这里：项目保存时不含数据，而数据文件已移动或删除。请把文件放回原处，再重新打开项目。</translation>
    </message>
    <message>
        <source>The data has changed since tuning, so the rows that were scored can&apos;t be found in it. Open the file it was tuned on, or tune again.</source>
        <translation>数据在调优之后有变化，找不到当时评分的行。请打开调优所用的文件，或重新调优。</translation>
    </message>
    <message>
        <source>The model was scored on a test file of its own, whose rows are not open here. Tune without a test file to see explanations.</source>
        <translation>模型是在单独的测试文件上评分的，这里没有打开它的行。不使用测试文件调优，即可看到解释。</translation>
    </message>
    <message>
        <source>The model that was scored was not kept. Tune again to get it.</source>
        <translation>评分的模型没有保留。请重新调优以得到它。</translation>
    </message>
</context>
<context>
    <name>leptune::ExplainTab</name>
    <message>
        <source>What the best model looks at</source>
        <translation>最好的模型看重什么</translation>
    </message>
    <message>
        <source>Importance of columns</source>
        <translation>列的重要性</translation>
    </message>
    <message>
        <source>There was no time left to measure which columns matter. Tune more, or give the next study a larger budget.</source>
        <translation>没有剩余时间测量哪些列重要。请继续调优，或下次给更多时间。</translation>
    </message>
    <message>
        <source>Which columns matter most is measured at the end of tuning.</source>
        <translation>哪些列最重要，在调优结束时测量。</translation>
    </message>
    <message>
        <source>Time ran out after %1 of %2 columns; those that are not shown may matter more.</source>
        <translation>时间到，只测了 %2 列中的 %1 列；未显示的列可能更重要。</translation>
    </message>
    <message>
        <source>unseen rows</source>
        <translation>未见过的行</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>There was time for %1 of %2 columns.</source>
        <translation>时间只够测 %2 列中的 %1 列。</translation>
    </message>
    <message>
        <source>Mean of %1 shuffles of %2 %3, with its standard error. Columns that say the same share their importance.</source>
        <translation>对 %2 个%3打乱 %1 次的平均，附标准误差。内容相近的列会分摊重要性。</translation>
    </message>
</context>
<context>
    <name>leptune::ExportPanel</name>
    <message>
        <source>ONNX model (*.onnx)</source>
        <translation>ONNX 模型 (*.onnx)</translation>
    </message>
    <message>
        <source>C source (*.c)</source>
        <translation>C 源代码 (*.c)</translation>
    </message>
    <message>
        <source>TorchScript model (*.pt)</source>
        <translation>TorchScript 模型 (*.pt)</translation>
    </message>
    <message>
        <source>Leptune model (*.leptune-model)</source>
        <translation>Leptune 模型 (*.leptune-model)</translation>
    </message>
    <message>
        <source>%1 written, %2.</source>
        <translation>已写入 %1，%2。</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>Python, C++, C#, Java, JavaScript and phones, with onnxruntime. Preprocessing is inside.</source>
        <translation>Python、C++、C#、Java、JavaScript 和手机，通过 onnxruntime 使用。预处理已包含在内。</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Any program and any microcontroller with a C compiler: a .c and a .h file without libraries.</source>
        <translation>任何程序和任何有 C 编译器的单片机：一个 .c 和一个 .h 文件，不依赖任何库。</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>PyTorch, in Python and C++. Networks and models without trees.</source>
        <translation>PyTorch（Python 和 C++）。适用于神经网络和不含树的模型。</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>原生格式</translation>
    </message>
    <message>
        <source>Leptune, and C++ programs with the one header that comes along. The smallest file.</source>
        <translation>Leptune，以及使用附带头文件的 C++ 程序。文件最小。</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Code that uses the file</source>
        <translation>使用该文件的代码</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>This model has no layers to round: the same file as plain ONNX.</source>
        <translation>这个模型没有可取整的层：文件与普通 ONNX 相同。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Writing, and checking that the answers stay the same…</source>
        <translation>正在写入，并检查答案是否一致…</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Where should it run?</source>
        <translation>要在哪里运行？</translation>
    </message>
    <message>
        <source>ONNX, 8 bits</source>
        <translation>ONNX，8 位</translation>
    </message>
    <message>
        <source>The same with layers in whole numbers: smaller and faster networks.</source>
        <translation>与上面相同，但各层用整数计算：网络更小、更快。</translation>
    </message>
    <message>
        <source>C, whole numbers only</source>
        <translation>C，仅用整数</translation>
    </message>
    <message>
        <source>The same for processors that are slow with fractions, or have none.</source>
        <translation>与上面相同，适合处理小数很慢或不支持小数的处理器。</translation>
    </message>
    <message>
        <source>The file, and code that uses it</source>
        <translation>文件，以及使用它的代码</translation>
    </message>
    <message>
        <source>built by this computer&apos;s C compiler</source>
        <translation>由本机的 C 编译器编译</translation>
    </message>
    <message>
        <source>run by LibTorch</source>
        <translation>由 LibTorch 运行</translation>
    </message>
    <message>
        <source>read back from the file</source>
        <translation>从文件读回</translation>
    </message>
    <message>
        <source>✓ Checked on %1 rows, %2: the answers are equal.</source>
        <translation>✓ 已在 %1 行上检查（%2）：答案一致。</translation>
    </message>
    <message>
        <source>✓ ONNX&apos;s own checker accepted it.</source>
        <translation>✓ 已通过 ONNX 自带的检查。</translation>
    </message>
    <message>
        <source>leptune_reader.h, which C and C++ programs read it with, stands beside it.</source>
        <translation>旁边是 leptune_reader.h，C 和 C++ 程序用它读取该文件。</translation>
    </message>
    <message>
        <source>its graph run by LibTorch</source>
        <translation>由 LibTorch 运行其计算图</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，没有写入任何内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>leptune::Family</name>
    <message>
        <source>constant answer</source>
        <translation>固定预测</translation>
    </message>
    <message>
        <source>linear model</source>
        <translation>线性模型</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>support vectors</source>
        <translation>支持向量机</translation>
    </message>
    <message>
        <source>random forest</source>
        <translation>随机森林</translation>
    </message>
    <message>
        <source>gradient boosting</source>
        <translation>梯度提升</translation>
    </message>
    <message>
        <source>symmetric boosting</source>
        <translation>对称树提升</translation>
    </message>
    <message>
        <source>leaf-wise boosting</source>
        <translation>逐叶提升</translation>
    </message>
    <message>
        <source>neural network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>network for tables</source>
        <translation>表格网络</translation>
    </message>
    <message>
        <source>convolutional network</source>
        <translation>卷积网络</translation>
    </message>
    <message>
        <source>distilled student</source>
        <translation>蒸馏学生模型</translation>
    </message>
    <message>
        <source>fewer members</source>
        <translation>精简成员</translation>
    </message>
    <message>
        <source>thinner layers</source>
        <translation>稀疏网络层</translation>
    </message>
    <message>
        <source>shrunken trees</source>
        <translation>精简的树</translation>
    </message>
    <message>
        <source>fewer centres</source>
        <translation>精简中心点</translation>
    </message>
    <message>
        <source>simplified</source>
        <translation>简化模型</translation>
    </message>
    <message>
        <source>ensemble</source>
        <translation>集成模型</translation>
    </message>
    <message>
        <source>distilled network</source>
        <translation>蒸馏神经网络</translation>
    </message>
</context>
<context>
    <name>leptune::FamilyBox</name>
    <message>
        <source>Family of models</source>
        <translation>算法</translation>
    </message>
</context>
<context>
    <name>leptune::FoldScoreDelegate</name>
    <message>
        <source>Fold by fold: %1</source>
        <translation>各折得分：%1</translation>
    </message>
</context>
<context>
    <name>leptune::FrontChart</name>
    <message>
        <source>size in kB</source>
        <translation>大小（kB）</translation>
    </message>
    <message>
        <source>microseconds a row</source>
        <translation>每行微秒</translation>
    </message>
    <message>
        <source>slower here than the original</source>
        <translation>在本机上比原模型慢</translation>
    </message>
    <message>
        <source>another one is better in everything</source>
        <translation>有别的模型各方面都更好</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>限制：%1</translation>
    </message>
    <message>
        <source>no limit: drag from here</source>
        <translation>不限：从这里拖动</translation>
    </message>
    <message>
        <source>original, recommended</source>
        <translation>原模型（推荐）</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原模型</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>您的选择</translation>
    </message>
    <message>
        <source>%1; shown: %2</source>
        <translation>%1；当前显示：%2</translation>
    </message>
    <message>
        <source>operations a row</source>
        <translation>每行运算次数</translation>
    </message>
    <message>
        <source>%1 operations a row</source>
        <translation>每行 %1 次运算</translation>
    </message>
    <message>
        <source>gain lost in %</source>
        <translation>提升的损失（%）</translation>
    </message>
    <message>
        <source>limit %1 kB</source>
        <translation>限制：%1 kB</translation>
    </message>
    <message>
        <source>limit %1 µs</source>
        <translation>限制：%1 µs</translation>
    </message>
</context>
<context>
    <name>leptune::GiveAwayDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking through the models…</source>
        <translation>正在检查各个模型…</translation>
    </message>
    <message>
        <source>Save without data</source>
        <translation>不含数据保存</translation>
    </message>
    <message>
        <source>The file will hold no copy of the rows. Somebody who opens it can see the results and use the models. It still tells:</source>
        <translation>文件中不会有数据行的副本。打开它的人可以查看结果并使用模型。但仍会透露：</translation>
    </message>
    <message>
        <source>Save without data…</source>
        <translation>不含数据保存…</translation>
    </message>
    <message>
        <source>The name of the data file, “%1”, without its folder; and a fingerprint that tells whether somebody has the same file.</source>
        <translation>数据文件的名称“%1”（不含文件夹），以及能判断别人是否持有同一文件的指纹。</translation>
    </message>
    <message>
        <source>The names of the columns: %1.</source>
        <translation>各列的名称：%1。</translation>
    </message>
    <message>
        <source>The answers: %1.</source>
        <translation>答案：%1。</translation>
    </message>
    <message>
        <source>Words from the cells, which the models look up: %1.</source>
        <translation>单元格中由模型查找的文字：%1。</translation>
    </message>
    <message>
        <source>Numbers from the cells, which the models look up.</source>
        <translation>单元格中由模型查找的数字。</translation>
    </message>
    <message>
        <source>Whole rows, as scaled numbers: these models are made of them: %1.</source>
        <translation>缩放成数字的完整行，这些模型由它们构成：%1。</translation>
    </message>
    <message>
        <source>The true answers of %1 rows, beside what the model answered.</source>
        <translation>%1 行的真实答案，以及模型的预测。</translation>
    </message>
    <message>
        <source>What the models answered for %1 rows in cross-validation.</source>
        <translation>模型在交叉验证中对 %1 行的预测。</translation>
    </message>
    <message>
        <source>All scores, settings and the ranges and averages that models scale by.</source>
        <translation>所有得分、设置，以及模型缩放所用的范围和平均值。</translation>
    </message>
    <message>
        <source>Your notes.</source>
        <translation>您的备注。</translation>
    </message>
    <message>
        <source>What the file still tells</source>
        <translation>文件仍会透露的内容</translation>
    </message>
</context>
<context>
    <name>leptune::GuideBrowser</name>
    <message>
        <source>Page of the guide</source>
        <translation>指南页面</translation>
    </message>
</context>
<context>
    <name>leptune::GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>指南的页面</translation>
    </message>
</context>
<context>
    <name>leptune::Headline</name>
    <message>
        <source>On %1 rows it had never seen</source>
        <translation>在它从未见过的 %1 行上，</translation>
    </message>
    <message>
        <source>On %1 rows held out from training</source>
        <translation>在训练中留出的 %1 行上，</translation>
    </message>
    <message>
        <source>In %1-fold cross-validation over %2 rows, done %3 times,</source>
        <translation>在对 %2 行重复 %3 次的 %1 折交叉验证中，</translation>
    </message>
    <message>
        <source>In %1-fold cross-validation over %2 rows</source>
        <translation>在对 %2 行的 %1 折交叉验证中，</translation>
    </message>
    <message>
        <source>it is right in %1 (%2 to %3); always answering “%4” gives %5.</source>
        <translation>答对 %1（%2 到 %3）；若总是回答“%4”，则答对 %5。</translation>
    </message>
    <message>
        <source>it is off by %1 on average (%2 to %3), half of the answers by less than %4; always answering %5 would be off by %6.</source>
        <translation>平均误差 %1（%2 到 %3），半数答案的误差小于 %4；若总是回答 %5，则平均误差 %6。</translation>
    </message>
    <message>
        <source>There are no results yet. Tune first; the best model then shows here how good it is.</source>
        <translation>还没有结果。请先调优；之后这里会显示最好的模型有多好。</translation>
    </message>
    <message>
        <source>Best so far: %1 %2 in cross-validation. How it does on rows it has never seen is measured at the end.</source>
        <translation>目前最好：交叉验证中 %1 %2。在从未见过的行上表现如何，结束时再测。</translation>
    </message>
    <message>
        <source>No rows were set aside to check it, so expect a little less on new data.</source>
        <translation>没有留出行来检验，因此在新数据上可能略差一些。</translation>
    </message>
    <message>
        <source> (95 % interval %1 to %2)</source>
        <translation>（95 % 区间 %1 到 %2）</translation>
    </message>
    <message>
        <source>; a constant answer gets %1</source>
        <translation>；固定预测为 %1</translation>
    </message>
    <message>
        <source>Scored on %1 unseen rows, then fitted again on all %2.</source>
        <translation>先在 %1 个未见过的行上评分，再用全部 %2 行重新训练。</translation>
    </message>
    <message>
        <source>; a constant answer gets %1 in cross-validation</source>
        <translation>；固定预测在交叉验证中为 %1</translation>
    </message>
    <message>
        <source>its wrong answers cost %1 a row; always answering “%2” would cost %3. It is right in %4 (%5 to %6).</source>
        <translation>每行答错的平均代价为 %1；若总是回答“%2”则为 %3。正确率为 %4（%5 至 %6）。</translation>
    </message>
</context>
<context>
    <name>leptune::HistogramView</name>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Link with the target</source>
        <translation>与目标列的关系</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1: %2 (%3 rows)</source>
        <translation>%1：%2（%3 行）</translation>
    </message>
    <message>
        <source>%1: %2 rows (%3)</source>
        <translation>%1：%2 行（%3）</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>其余全部</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Of the target</source>
        <translation>目标列</translation>
    </message>
</context>
<context>
    <name>leptune::ImportDialog</name>
    <message>
        <source>Found by itself (%1)</source>
        <translation>自动识别（%1）</translation>
    </message>
    <message>
        <source>How the file is read</source>
        <translation>文件的读取方式</translation>
    </message>
    <message>
        <source>The file is read again with these settings. Types of single columns are changed beside the table.</source>
        <translation>将按这些设置重新读取文件。单个列的类型可在表格旁更改。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Cells are separated by</source>
        <translation>单元格分隔符</translation>
    </message>
    <message>
        <source>Numbers have a</source>
        <translation>数字使用</translation>
    </message>
    <message>
        <source>Letters are encoded as</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>The first line</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>Sheet or table</source>
        <translation>工作表或数据表</translation>
    </message>
    <message>
        <source>The first row</source>
        <translation>首行</translation>
    </message>
</context>
<context>
    <name>leptune::ImportPreview</name>
    <message>
        <source>The first rows, as they would be read</source>
        <translation>按当前设置读取的前几行</translation>
    </message>
</context>
<context>
    <name>leptune::LanesView</name>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>%1
failed after %2</source>
        <translation>%1
%2 后失败</translation>
    </message>
    <message>
        <source>%1
took %2</source>
        <translation>%1
用时 %2</translation>
    </message>
    <message>
        <source>%1
running for %2</source>
        <translation>%1
已运行 %2</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>family</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>leptune::LeaderboardModel</name>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 over the validation folds, ± its standard error</source>
        <translation>各验证折上的 %1，± 为标准误差</translation>
    </message>
    <message>
        <source>%1 on the rows set aside</source>
        <translation>留出行上的 %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>leptune::LeaderboardView</name>
    <message>
        <source>Leaderboard</source>
        <translation>排行榜</translation>
    </message>
    <message>
        <source>Copy with heads</source>
        <translation>连同表头复制</translation>
    </message>
    <message>
        <source>Compare side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Choose two models or more, up to %1, to see them side by side</source>
        <translation>选中两个或更多模型，最多 %1 个，即可并排查看</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>leptune::LearningPanel</name>
    <message>
        <source>Learning curve</source>
        <translation>学习曲线</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Show again what learns now</source>
        <translation>重新显示正在学习的模型</translation>
    </message>
    <message>
        <source>The loss of the running model by round or epoch, and how small a network has become. Choose a trial or a worker to see its curve.</source>
        <translation>正在训练的模型每一轮或每次迭代的损失，以及网络已变得多小。选择一个试验或工作线程即可查看其曲线。</translation>
    </message>
    <message>
        <source>No curve is known of %1: it does not learn in rounds, or not in this session.</source>
        <translation>没有 %1 的曲线：它不是逐轮学习的，或不是在本次会话中训练的。</translation>
    </message>
    <message>
        <source>%1, fold %2 of %3</source>
        <translation>%1，第 %2 / %3 折</translation>
    </message>
</context>
<context>
    <name>leptune::LimitChecks</name>
    <message>
        <source>The file at most</source>
        <translation>文件最大</translation>
    </message>
    <message>
        <source> kB</source>
        <translation> kB</translation>
    </message>
    <message>
        <source>An answer in at most</source>
        <translation>单次预测最长</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source>Shrink it, losing at most</source>
        <translation>压缩，最多损失</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Of what the best model is better than always answering the same</source>
        <translation>相当于最好的模型优于固定预测部分的多少</translation>
    </message>
    <message>
        <source>With a limit, the end of the time (a sixth, at most 30 seconds) goes into making the best model smaller.</source>
        <translation>设置限制后，最后一段时间（六分之一，最多 30 秒）用来压缩最好的模型。</translation>
    </message>
</context>
<context>
    <name>leptune::LimitFields</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Part of what the original is better than a constant answer</source>
        <translation>相当于原模型优于固定预测部分的多少</translation>
    </message>
    <message>
        <source>&amp;File at most</source>
        <translation>文件最大(&amp;F)</translation>
    </message>
    <message>
        <source> kB</source>
        <translation> kB</translation>
    </message>
    <message>
        <source>A ro&amp;w at most</source>
        <translation>单行最多(&amp;W)</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Gain &amp;lost at most</source>
        <translation>提升最多损失(&amp;L)</translation>
    </message>
</context>
<context>
    <name>leptune::LineChart</name>
    <message>
        <source>line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1; at the end: %2</source>
        <translation>%1；末端：%2</translation>
    </message>
</context>
<context>
    <name>leptune::LinkView</name>
    <message>
        <source>Shown is the mean of “%1”.</source>
        <translation>图中为“%1”的平均值。</translation>
    </message>
    <message>
        <source>Shown is the share of “%1”.</source>
        <translation>图中为“%1”的比例。</translation>
    </message>
    <message>
        <source>Link with “%1”</source>
        <translation>与“%1”的关系</translation>
    </message>
    <message>
        <source>By itself it says next to nothing about “%1”.</source>
        <translation>单看这一列，几乎看不出“%1”。</translation>
    </message>
    <message>
        <source>By itself it explains %1 of how “%2” varies.</source>
        <translation>单看这一列，可以解释“%2”差异的 %1。</translation>
    </message>
    <message>
        <source>(missing)</source>
        <translation>（缺失）</translation>
    </message>
</context>
<context>
    <name>leptune::LossWords</name>
    <message>
        <source>Wrong answers cost %1 a row; always answering the same would cost %2.</source>
        <translation>每行答错的平均代价为 %1；若总是给出同一答案则为 %2。</translation>
    </message>
</context>
<context>
    <name>leptune::MainMenu</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;folder of pictures…</source>
        <translation>打开图片文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>示例(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>保存项目(&amp;S)</translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation>项目另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Paste a table</source>
        <translation>粘贴表格(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Read the file again</source>
        <translation>重新读取文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;How the file is read…</source>
        <translation>文件的读取方式(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Find a command…</source>
        <translation>查找命令(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;une</source>
        <translation>调优(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>结果(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Compress</source>
        <translation>压缩(&amp;C)</translation>
    </message>
    <message>
        <source>U&amp;se</source>
        <translation>使用(&amp;S)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start tuning</source>
        <translation>开始调优(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top and keep the best</source>
        <translation>停止并保留最佳(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Five minutes more</source>
        <translation>再加五分钟(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Leptune</source>
        <translation>关于 Leptune(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>Forget these files</source>
        <translation>清除这些记录</translation>
    </message>
    <message>
        <source>Save &amp;without data…</source>
        <translation>不含数据保存(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Do again</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>Copy as &amp;command line</source>
        <translation>复制为命令行(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as C&amp;++</source>
        <translation>复制为 C&amp;++</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>&amp;Make the model smaller</source>
        <translation>压缩模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>用户指南(&amp;U)</translation>
    </message>
    <message>
        <source>Save a re&amp;port…</source>
        <translation>保存报告(&amp;P)…</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>Co&amp;mpare projects and runs…</source>
        <translation>比较项目与运行(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Try a row</source>
        <translation>试一行(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Predict a file…</source>
        <translation>预测文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Train &amp;again on new data…</source>
        <translation>用新数据重新训练(&amp;A)…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Open the example %1</source>
        <translation>打开示例 %1</translation>
    </message>
</context>
<context>
    <name>leptune::MainWindow</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>调优</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Compress</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>About Leptune</source>
        <translation>关于 Leptune</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Leptune %1&lt;/h3&gt;&lt;p&gt;Small, fast, honest models from your tables and pictures. Nothing leaves this computer.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Leptune %1&lt;/h3&gt;&lt;p&gt;从您的表格和图片得到小巧、快速、可信的模型。任何内容都不会离开这台电脑。&lt;/p&gt;&lt;p&gt;自由软件，采用 GNU 通用公共许可证第 3 版或更新版本。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Leptune</source>
        <translation>Leptune</translation>
    </message>
    <message>
        <source>%1[*] – Leptune</source>
        <translation>%1[*] – Leptune</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>正在保存 %1…</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Open another file</source>
        <translation>打开另一个文件</translation>
    </message>
    <message>
        <source>Open the pasted table</source>
        <translation>打开粘贴的表格</translation>
    </message>
    <message>
        <source>The example can&apos;t be unpacked</source>
        <translation>无法解压示例</translation>
    </message>
    <message>
        <source>Your data folder can&apos;t be written. Free some space or check its permissions, then try again.</source>
        <translation>无法写入您的数据文件夹。请腾出一些空间或检查其权限，然后重试。</translation>
    </message>
    <message>
        <source>There is nothing to paste</source>
        <translation>没有可粘贴的内容</translation>
    </message>
    <message>
        <source>Copy cells in a spreadsheet or lines of a CSV file, then paste here.</source>
        <translation>请先在电子表格中复制单元格，或复制 CSV 文件中的几行，再到这里粘贴。</translation>
    </message>
    <message>
        <source>Tables, pictures and projects (*.csv *.tsv *.txt *.gz *.xlsx *.arff *.db *.sqlite *.sqlite3 *.leptune *ubyte *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;Pictures (*ubyte *ubyte.gz *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;All files (*)</source>
        <translation>表格、图片和项目 (*.csv *.tsv *.txt *.gz *.xlsx *.arff *.db *.sqlite *.sqlite3 *.leptune *ubyte *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;图片 (*ubyte *ubyte.gz *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a table, pictures or a project</source>
        <translation>打开表格、图片或项目</translation>
    </message>
    <message>
        <source>Open a folder of pictures, one folder in it for each class</source>
        <translation>打开图片文件夹（每个类别一个子文件夹）</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Leptune projects (*.leptune)</source>
        <translation>Leptune 项目 (*.leptune)</translation>
    </message>
    <message numerus="yes">
        <source>Tuning is still running: %n trial(s) so far, %1 left.</source>
        <translation>
            <numerusform>调优仍在进行：已完成 %n 次试验，剩余 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop now with the best model found so far, or keep running and go on with “%1” when tuning has ended.</source>
        <translation>现在停止并保留目前最好的模型，或继续运行，待调优结束后再执行“%1”。</translation>
    </message>
    <message>
        <source>Stop &amp;&amp; keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>This follows as soon as tuning has ended.</source>
        <translation>调优一结束就执行。</translation>
    </message>
    <message>
        <source>Don&apos;t wait</source>
        <translation>不再等待</translation>
    </message>
    <message>
        <source>The settings of “%1” are not saved.</source>
        <translation>“%1”的设置尚未保存。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) for “%1” are not saved: %2 of work.</source>
        <translation>
            <numerusform>“%1”的 %n 个模型尚未保存：共 %2 的成果。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the project?</source>
        <translation>保存项目吗？</translation>
    </message>
    <message>
        <source>Without saving they are lost.</source>
        <translation>不保存就会丢失。</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Work was left behind</source>
        <translation>有未保存的成果</translation>
    </message>
    <message>
        <source>Leptune ended unexpectedly while tuning; what it had found up to %1 is safe.</source>
        <translation>Leptune 在调优时意外退出；截至 %1 的成果是安全的。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>%1 · made with earlier settings</source>
        <translation>%1 · 基于旧设置</translation>
    </message>
    <message>
        <source>A model is still being made smaller.</source>
        <translation>模型仍在缩小中。</translation>
    </message>
    <message>
        <source>End it now with the models found so far, or go on with it.</source>
        <translation>现在结束并保留已找到的模型，或让它继续。</translation>
    </message>
    <message>
        <source>End &amp;&amp; keep what was found</source>
        <translation>结束并保留已找到的</translation>
    </message>
    <message numerus="yes">
        <source>Tuning is still running: %n trial(s) so far.</source>
        <translation>
            <numerusform>调优仍在进行：目前已完成 %n 次试验。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a table</source>
        <translation>选择表</translation>
    </message>
    <message>
        <source>“%1” holds %2 tables. Which one is it?</source>
        <translation>“%1”中有 %2 个表。要用哪一个？</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写入报告…</translation>
    </message>
</context>
<context>
    <name>leptune::MattersTab</name>
    <message>
        <source>What matters</source>
        <translation>什么重要</translation>
    </message>
    <message>
        <source>share of the differences in %</source>
        <translation>差异占比（%）</translation>
    </message>
    <message>
        <source>What differs between good and bad models of a family shows after %1 of them; so far there are %2.</source>
        <translation>试过 %1 个之后，才能看出一种算法的好坏模型差在哪里；目前有 %2 个。</translation>
    </message>
    <message>
        <source>Too few models of this family saw the same number of rows to compare them.</source>
        <translation>该算法用相同行数训练的模型太少，无法比较。</translation>
    </message>
    <message>
        <source>No setting alone makes much of a difference to the %1 models tried.</source>
        <translation>在试过的 %1 个模型中，没有哪一项设置单独起多大作用。</translation>
    </message>
    <message>
        <source>Of the differences between the %1 models tried, “%2” alone explains %3.</source>
        <translation>在试过的 %1 个模型的差异中，“%2”单独解释 %3。</translation>
    </message>
    <message>
        <source>Combinations of settings and chance explain %1.</source>
        <translation>设置的组合与偶然因素解释 %1。</translation>
    </message>
</context>
<context>
    <name>leptune::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>leptune::MethodSettings</name>
    <message>
        <source>Trees learned</source>
        <translation>学习的树</translation>
    </message>
    <message>
        <source>More trees follow the original more closely and take more room</source>
        <translation>树越多越接近原模型，占用空间也越大</translation>
    </message>
    <message>
        <source>Questions a tree</source>
        <translation>每棵树的判断数</translation>
    </message>
    <message>
        <source>How many questions in a row every tree asks</source>
        <translation>每棵树连续做多少次判断</translation>
    </message>
    <message>
        <source>Size of steps</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>How much of what is left every tree takes on, as a multiple of the usual</source>
        <translation>每棵树承担剩余误差的多少，以通常值的倍数表示</translation>
    </message>
    <message>
        <source>Weight of the true answers</source>
        <translation>真实答案的权重</translation>
    </message>
    <message>
        <source>The rest of the weight is on the answers of the original</source>
        <translation>其余权重在原模型的答案上</translation>
    </message>
    <message>
        <source>Share of made-up rows</source>
        <translation>生成行的比例</translation>
    </message>
    <message>
        <source>Rows mixed from real ones, which the original answers, too</source>
        <translation>由真实的行混合而成，同样由原模型回答</translation>
    </message>
    <message>
        <source>Chance in choosing questions</source>
        <translation>选择判断时的随机性</translation>
    </message>
    <message>
        <source>A little chance keeps trees from learning single rows</source>
        <translation>少许随机性可避免树只记住个别的行</translation>
    </message>
    <message>
        <source>Shrunken afterwards</source>
        <translation>之后再精简</translation>
    </message>
    <message>
        <source>Whether its trees were made smaller once they were learned</source>
        <translation>学成之后是否再精简这些树</translation>
    </message>
    <message>
        <source>Price of a bit</source>
        <translation>每一位的代价</translation>
    </message>
    <message>
        <source>How much accuracy a bit of the file may cost: the higher, the smaller</source>
        <translation>文件的一位允许损失多少准确性：越高，文件越小</translation>
    </message>
    <message>
        <source>Bits of a leaf</source>
        <translation>叶子的位数</translation>
    </message>
    <message>
        <source>How finely answers of trees are stored</source>
        <translation>树的答案存储的精细程度</translation>
    </message>
    <message>
        <source>Members kept</source>
        <translation>保留的成员</translation>
    </message>
    <message>
        <source>Of the ensemble</source>
        <translation>集成模型的成员</translation>
    </message>
    <message>
        <source>Weights set to zero</source>
        <translation>置零的权重</translation>
    </message>
    <message>
        <source>Those that matter least</source>
        <translation>影响最小的那些</translation>
    </message>
    <message>
        <source>Bits a weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>How finely the others are stored</source>
        <translation>其余权重存储的精细程度</translation>
    </message>
    <message>
        <source>Computed in</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <source>Whole numbers of eight bits are fast on small processors</source>
        <translation>八位整数在小型处理器上很快</translation>
    </message>
    <message>
        <source>Centres kept</source>
        <translation>保留的中心点</translation>
    </message>
    <message>
        <source>Typical points that stand for the rows of the original</source>
        <translation>代表原模型各行的典型点</translation>
    </message>
    <message>
        <source>Bits a number of a centre</source>
        <translation>中心点每个数的位数</translation>
    </message>
    <message>
        <source>How finely centres are stored</source>
        <translation>中心点存储的精细程度</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>whole numbers</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>fractions</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>Of the network that was taught</source>
        <translation>学生神经网络的隐藏层数</translation>
    </message>
    <message>
        <source>Neurons a layer</source>
        <translation>每层的神经元数</translation>
    </message>
    <message>
        <source>More neurons follow the original more closely and take more room</source>
        <translation>神经元越多，越接近原模型，占用空间也越大</translation>
    </message>
    <message>
        <source>How trees grow</source>
        <translation>树的生长方式</translation>
    </message>
    <message>
        <source>Whole levels that ask the same are smaller and faster; leaf by leaf they follow finer details</source>
        <translation>同一层问同样的问题时更小更快；逐叶生长能跟上更细的细节</translation>
    </message>
    <message>
        <source>Leaves a tree</source>
        <translation>每棵树的叶子数</translation>
    </message>
    <message>
        <source>In how many parts every tree divides the rows at most</source>
        <translation>每棵树最多把行分成多少部分</translation>
    </message>
    <message>
        <source>Passes over the rows</source>
        <translation>遍历数据的次数</translation>
    </message>
    <message>
        <source>More passes follow the original more closely and take more time</source>
        <translation>次数越多越接近原模型，用时也越长</translation>
    </message>
    <message>
        <source>level by level</source>
        <translation>逐层</translation>
    </message>
    <message>
        <source>leaf by leaf</source>
        <translation>逐叶</translation>
    </message>
</context>
<context>
    <name>leptune::Metric</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>布里尔分数</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>MAPE</source>
        <translation>MAPE</translation>
    </message>
    <message>
        <source>NDCG</source>
        <translation>NDCG</translation>
    </message>
</context>
<context>
    <name>leptune::MetricCards</name>
    <message>
        <source>The usual choice. %1</source>
        <translation>通常的选择。%1</translation>
    </message>
</context>
<context>
    <name>leptune::MistakeGallery</name>
    <message>
        <source>Mistakes</source>
        <translation>错例</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Pictures that were answered wrongly</source>
        <translation>答错的图片</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Save this list…</source>
        <translation>保存此列表…</translation>
    </message>
    <message>
        <source>%1, answered %2</source>
        <translation>%1，预测为 %2</translation>
    </message>
    <message>
        <source>Mistakes, the surest first</source>
        <translation>错例，最自信的在前</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No mistakes on %1 pictures.</source>
        <translation>%1 张图片全部答对。</translation>
    </message>
    <message>
        <source>These pictures were answered rightly. Click on another cell of the matrix to see its mistakes.</source>
        <translation>这些图片都答对了。点击矩阵中的其他单元格可查看那里的错例。</translation>
    </message>
    <message>
        <source>No picture was mistaken that way.</source>
        <translation>没有图片错成这样。</translation>
    </message>
    <message>
        <source>Save the names of these pictures</source>
        <translation>保存这些图片的名称</translation>
    </message>
    <message>
        <source>mistakes.csv</source>
        <translation>mistakes.csv</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>leptune::MistakeModel</name>
    <message>
        <source>%1
truth: %2
answered: %3 (%4)</source>
        <translation>%1
真实：%2
预测：%3（%4）</translation>
    </message>
</context>
<context>
    <name>leptune::ModelChoice</name>
    <message>
        <source>scored on %1 unseen rows, then refitted on all %2</source>
        <translation>在 %1 个未见过的行上评分，再用全部 %2 行重新训练</translation>
    </message>
    <message>
        <source>scored in cross-validation, then refitted on all %1 rows</source>
        <translation>在交叉验证中评分，再用全部 %1 行重新训练</translation>
    </message>
    <message>
        <source>%1, which was scored in cross-validation, fitted once on all its rows</source>
        <translation>%1 在交叉验证中评分，再用它的所有行训练一次</translation>
    </message>
    <message>
        <source>scored on %1 unseen rows</source>
        <translation>在 %1 个未见过的行上评分</translation>
    </message>
    <message>
        <source>scored in cross-validation</source>
        <translation>在交叉验证中评分</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Best single model</source>
        <translation>最佳单模型</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Best within the limits</source>
        <translation>限制内最佳</translation>
    </message>
    <message>
        <source>Smallest within %1 %</source>
        <translation>损失不超过 %1 % 的最小模型</translation>
    </message>
</context>
<context>
    <name>leptune::ModelComparison</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n round(s)</source>
        <translation>
            <numerusform>%n 次迭代</numerusform>
        </translation>
    </message>
    <message>
        <source>Family</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>On unseen rows</source>
        <translation>在未见过的行上</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Time a row</source>
        <translation>单行耗时</translation>
    </message>
    <message>
        <source>Rows learned from</source>
        <translation>学习的行数</translation>
    </message>
    <message>
        <source>Rounds or epochs</source>
        <translation>迭代或轮数</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>“%1” does best, %2 better than “%3” in cross-validation.</source>
        <translation>“%1”最好，交叉验证中比“%3”好 %2。</translation>
    </message>
    <message>
        <source>“%1” and “%2” can&apos;t be told apart: over the same %3 folds they differ by %4 ± %5.</source>
        <translation>“%1”与“%2”难分高下：在相同的 %3 折上相差 %4 ± %5。</translation>
    </message>
    <message>
        <source>“%1” does best: over the same %2 folds it is %3 ± %4 better than “%5”.</source>
        <translation>“%1”最好：在相同的 %2 折上比“%5”好 %3 ± %4。</translation>
    </message>
    <message>
        <source>Fewer than two of them have a score.</source>
        <translation>其中有得分的不到两个。</translation>
    </message>
    <message>
        <source>Fold %1</source>
        <translation>第 %1 折</translation>
    </message>
</context>
<context>
    <name>leptune::ModelComparisonDialog</name>
    <message>
        <source>Models side by side</source>
        <translation>模型并排比较</translation>
    </message>
</context>
<context>
    <name>leptune::ModelsTab</name>
    <message>
        <source>Filter by any word</source>
        <translation>按任意词筛选</translation>
    </message>
    <message>
        <source>Details of the model</source>
        <translation>模型详情</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Choose a model to see what it is made of.</source>
        <translation>选择一个模型，查看它的构成。</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>On unseen rows</source>
        <translation>未见过的行上</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Rows learned from</source>
        <translation>学习的行数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮次</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>提升迭代</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>Ready to use</source>
        <translation>可直接使用</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no, only its scores were kept</source>
        <translation>否，只保留了得分</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>matters %1</source>
        <translation>影响 %1</translation>
    </message>
    <message>
        <source>Of the differences in score between %1 trials of this family, what each parameter explains alone.</source>
        <translation>在该算法 %1 次试验的得分差异中，每个参数单独能解释的部分。</translation>
    </message>
    <message>
        <source>Filter of the models</source>
        <translation>模型筛选</translation>
    </message>
</context>
<context>
    <name>leptune::NotesDock</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes about this project</source>
        <translation>本项目的备注</translation>
    </message>
    <message>
        <source>Where the data come from, what was decided and why. Saved with the project; shown with the results and in the report.</source>
        <translation>数据从哪里来、做了哪些决定、为什么。随项目保存，与结果一起显示，并写入报告。</translation>
    </message>
</context>
<context>
    <name>leptune::NotesLine</name>
    <message>
        <source>Notes: %1</source>
        <translation>备注：%1</translation>
    </message>
</context>
<context>
    <name>leptune::OverviewTab</name>
    <message>
        <source>Best models</source>
        <translation>最好的模型</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1 on unseen rows</source>
        <translation>未见过的行：%1</translation>
    </message>
    <message>
        <source>%1 in cross-validation</source>
        <translation>交叉验证：%1</translation>
    </message>
    <message>
        <source>%1 folds</source>
        <translation>%1 折</translation>
    </message>
    <message>
        <source>Constant answer</source>
        <translation>固定预测</translation>
    </message>
    <message>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>packed file</source>
        <translation>打包后的文件</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>%1 set aside</source>
        <translation>留出 %1 行</translation>
    </message>
    <message>
        <source>none set aside</source>
        <translation>未留出</translation>
    </message>
    <message>
        <source>Models tried</source>
        <translation>试过的模型</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>Remarks of the search</source>
        <translation>搜索说明</translation>
    </message>
</context>
<context>
    <name>leptune::ParallelPlot</name>
    <message>
        <source>trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>%1: %2
Drag to keep only a part</source>
        <translation>%1：%2
拖动以只保留一部分</translation>
    </message>
    <message>
        <source>%1; best %2: %3</source>
        <translation>%1；最佳 %2：%3</translation>
    </message>
</context>
<context>
    <name>leptune::Parameter</name>
    <message>
        <source>activation function</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>columns with an activation of their own</source>
        <translation>各列自带的激活函数</translation>
    </message>
    <message>
        <source>shape of the network</source>
        <translation>网络结构</translation>
    </message>
    <message>
        <source>kind of numbers inside</source>
        <translation>内部的数值类型</translation>
    </message>
    <message>
        <source>rows in a step</source>
        <translation>每步的行数</translation>
    </message>
    <message>
        <source>rows drawn anew for each tree</source>
        <translation>每棵树重新抽取的行</translation>
    </message>
    <message>
        <source>weight of the errors (C)</source>
        <translation>误差的权重 (C)</translation>
    </message>
    <message>
        <source>treatment of categories</source>
        <translation>类别的处理方式</translation>
    </message>
    <message>
        <source>share of columns a tree sees</source>
        <translation>每棵树看到的列比例</translation>
    </message>
    <message>
        <source>part of a picture hidden</source>
        <translation>图片遮挡的部分</translation>
    </message>
    <message>
        <source>depth of trees</source>
        <translation>树的深度</translation>
    </message>
    <message>
        <source>columns made of others</source>
        <translation>由其他列计算的列</translation>
    </message>
    <message>
        <source>neurons left out (dropout)</source>
        <translation>随机关闭的神经元 (dropout)</translation>
    </message>
    <message>
        <source>form of number columns</source>
        <translation>数值列的形式</translation>
    </message>
    <message>
        <source>passes over the rows (epochs)</source>
        <translation>遍历数据的轮数 (epoch)</translation>
    </message>
    <message>
        <source>error that does not count</source>
        <translation>不计较的误差</translation>
    </message>
    <message>
        <source>pictures mirrored</source>
        <translation>图片左右翻转</translation>
    </message>
    <message>
        <source>fineness of number columns</source>
        <translation>数值列的精细度</translation>
    </message>
    <message>
        <source>closeness that counts (gamma)</source>
        <translation>邻近程度 (gamma)</translation>
    </message>
    <message>
        <source>neighbours asked</source>
        <translation>参考的近邻数</translation>
    </message>
    <message>
        <source>weights kept of each group</source>
        <translation>每组保留的权重</translation>
    </message>
    <message>
        <source>push of weights to 0 (L1)</source>
        <translation>把权重推向 0 (L1)</translation>
    </message>
    <message>
        <source>restraint of weights (L2)</source>
        <translation>权重约束 (L2)</translation>
    </message>
    <message>
        <source>rows compared with</source>
        <translation>用于比较的行</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>steps to fit a leaf</source>
        <translation>拟合叶子的步数</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>leaves a tree</source>
        <translation>每棵树的叶子数</translation>
    </message>
    <message>
        <source>kind of loss</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>depth of trees at most</source>
        <translation>树的最大深度</translation>
    </message>
    <message>
        <source>share of columns a split sees</source>
        <translation>每次分裂看到的列比例</translation>
    </message>
    <message>
        <source>leaves a tree at most</source>
        <translation>每棵树的最多叶子数</translation>
    </message>
    <message>
        <source>networks side by side</source>
        <translation>并列的网络数</translation>
    </message>
    <message>
        <source>weight in a leaf at least</source>
        <translation>叶子的最小权重</translation>
    </message>
    <message>
        <source>rows in a leaf at least</source>
        <translation>叶子的最少行数</translation>
    </message>
    <message>
        <source>share of neurons removed</source>
        <translation>剪去的神经元比例</translation>
    </message>
    <message>
        <source>restraint of weights</source>
        <translation>权重约束</translation>
    </message>
    <message>
        <source>chance in the splits</source>
        <translation>分裂中的随机性</translation>
    </message>
    <message>
        <source>push of leaves to 0 (L1)</source>
        <translation>把叶子推向 0 (L1)</translation>
    </message>
    <message>
        <source>restraint of leaves (L2)</source>
        <translation>叶子约束 (L2)</translation>
    </message>
    <message>
        <source>rounding of weights</source>
        <translation>权重的取整方式</translation>
    </message>
    <message>
        <source>share of rows a tree sees</source>
        <translation>每棵树看到的行比例</translation>
    </message>
    <message>
        <source>scaling of number columns</source>
        <translation>数值列的缩放</translation>
    </message>
    <message>
        <source>course of the learning rate</source>
        <translation>学习率的变化</translation>
    </message>
    <message>
        <source>weights that share a value</source>
        <translation>共享取值的权重</translation>
    </message>
    <message>
        <source>pictures moved</source>
        <translation>图片平移</translation>
    </message>
    <message>
        <source>share of weights removed</source>
        <translation>剪去的权重比例</translation>
    </message>
    <message>
        <source>cuts a column</source>
        <translation>每列的切分数</translation>
    </message>
    <message>
        <source>loss of score allowed</source>
        <translation>允许的得分损失</translation>
    </message>
    <message>
        <source>trees</source>
        <translation>树的棵数</translation>
    </message>
    <message>
        <source>bits a weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>restraint of weights (decay)</source>
        <translation>权重约束 (decay)</translation>
    </message>
    <message>
        <source>weight of neighbours</source>
        <translation>近邻的权重</translation>
    </message>
    <message>
        <source>neurons a layer</source>
        <translation>每层的神经元数</translation>
    </message>
    <message>
        <source>weights averaged over steps (EMA)</source>
        <translation>各步权重的平均（EMA）</translation>
    </message>
    <message>
        <source>doubt in the labels (smoothing)</source>
        <translation>对标签的怀疑（标签平滑）</translation>
    </message>
    <message>
        <source>rows mixed with others (mixup)</source>
        <translation>与其他行混合（mixup）</translation>
    </message>
    <message>
        <source>weight of the teacher&apos;s answers</source>
        <translation>教师模型答案的权重</translation>
    </message>
    <message>
        <source>layers that add what they read</source>
        <translation>把输入加到输出上的层</translation>
    </message>
    <message>
        <source>network learnt from first</source>
        <translation>先行学习的教师网络</translation>
    </message>
    <message>
        <source>preference for known thresholds</source>
        <translation>优先使用已有阈值的程度</translation>
    </message>
</context>
<context>
    <name>leptune::PictureField</name>
    <message>
        <source>Another &amp;picture…</source>
        <translation>换一张图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Another picture for %1</source>
        <translation>为“%1”换一张图片</translation>
    </message>
    <message>
        <source>Choose the file of a picture, or drop it here</source>
        <translation>选择一个图片文件，或把它拖放到这里</translation>
    </message>
    <message>
        <source>“%1” does not hold one picture</source>
        <translation>“%1”中没有且仅有一张图片</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Choose a picture, or drop one here.</source>
        <translation>请选择一张图片，或拖放到这里。</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>图片 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>leptune::PictureMontage</name>
    <message>
        <source>Some of the pictures</source>
        <translation>部分图片</translation>
    </message>
</context>
<context>
    <name>leptune::PredictPanel</name>
    <message>
        <source>Predict a file</source>
        <translation>预测文件</translation>
    </message>
    <message>
        <source>A table like the training data</source>
        <translation>与训练数据结构相同的表格</translation>
    </message>
    <message>
        <source>The answers, as CSV</source>
        <translation>预测结果（CSV）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>&amp;Answers</source>
        <translation>答案(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>行(&amp;R)</translation>
    </message>
    <message>
        <source>A folder of pictures, a picture or an IDX file</source>
        <translation>图片文件夹、单张图片或 IDX 文件</translation>
    </message>
    <message>
        <source>Choose the rows to answer</source>
        <translation>选择要预测的文件</translation>
    </message>
    <message>
        <source>Choose the folder of pictures to answer</source>
        <translation>选择要预测的图片文件夹</translation>
    </message>
    <message>
        <source>%1-answers.csv</source>
        <translation>%1-answers.csv</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>保存答案</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，没有写入任何内容。</translation>
    </message>
    <message>
        <source>%1 rows answered. Written: %2, %3.</source>
        <translation>已预测 %1 行。已写入：%2，%3。</translation>
    </message>
    <message>
        <source>%1 files could not be read and have no row: the answers are in the order of the others.</source>
        <translation>%1 个文件无法读取，没有对应的行：答案按其余文件的顺序排列。</translation>
    </message>
    <message>
        <source>%1 cells did not fit their column and were taken as missing.</source>
        <translation>%1 个单元格与所在列不符，按缺失处理。</translation>
    </message>
    <message>
        <source>Every row of the file gets its answer, and for classes how sure the model is. The answers are shown here beside their rows.</source>
        <translation>文件的每一行都会得到答案；若是分类，还会给出模型的把握。答案与对应的行一起显示在这里。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Share of the rows that is answered</source>
        <translation>已预测的行的比例</translation>
    </message>
    <message>
        <source>Choose the file of rows</source>
        <translation>选择数据行文件</translation>
    </message>
    <message>
        <source>Choose where the answers go</source>
        <translation>选择答案的保存位置</translation>
    </message>
    <message>
        <source>The answers would replace the rows</source>
        <translation>答案会覆盖原来的行</translation>
    </message>
    <message>
        <source>Choose another file for the answers.</source>
        <translation>请为答案选择另一个文件。</translation>
    </message>
    <message>
        <source>With the &amp;range that holds nine of ten</source>
        <translation>附上包含十分之九的范围(&amp;R)</translation>
    </message>
    <message>
        <source>Two columns more, low and high: nine of ten new rows have their true number between them</source>
        <translation>多出 low 和 high 两列：十个新行中约有九个的真实数值在二者之间</translation>
    </message>
    <message>
        <source>One thing is missing: the file that the answers go to. Name it above, or choose it with “Save as…”.</source>
        <translation>还缺一项：保存预测结果的文件。请在上方填写文件名，或用“另存为…”选择。</translation>
    </message>
    <message>
        <source>In the order of the file: every answer stands beside its row.</source>
        <translation>按文件的顺序：每个答案与其所在行对应。</translation>
    </message>
</context>
<context>
    <name>leptune::Rail</name>
    <message>
        <source>nothing yet</source>
        <translation>尚无内容</translation>
    </message>
    <message>
        <source>to do now</source>
        <translation>现在要做</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>made from older settings</source>
        <translation>基于旧设置</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>leptune::Report</name>
    <message>
        <source>choose one of two answers</source>
        <translation>在两个答案中选一个</translation>
    </message>
    <message>
        <source>choose an answer</source>
        <translation>选一个答案</translation>
    </message>
    <message>
        <source>predict a number</source>
        <translation>预测一个数值</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows that only scored the result</source>
        <translation>只用于评分的行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>%1 in cross-validation</source>
        <translation>交叉验证：%1</translation>
    </message>
    <message>
        <source>%1 on unseen rows</source>
        <translation>未见过的行：%1</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Time a row</source>
        <translation>单行耗时</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>★ is the recommended one. %1 models were tried, %2 failed.</source>
        <translation>★ 为推荐的模型。共试过 %1 个模型，其中 %2 个失败。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Class by class</source>
        <translation>各类别</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Remarks of the search</source>
        <translation>搜索说明</translation>
    </message>
    <message>
        <source>How to do it again</source>
        <translation>如何重现</translation>
    </message>
    <message>
        <source>Made by Leptune %1 on %2</source>
        <translation>由 Leptune %1 于 %2 生成</translation>
    </message>
    <message>
        <source>Of %1 classes the %2 with the lowest F1 are drawn against the rest, the worst first.</source>
        <translation>共 %1 个类别，这里绘出 F1 最低的 %2 个与其余类别的对比，最差的在前。</translation>
    </message>
    <message>
        <source>The answers that were off the most</source>
        <translation>误差最大的答案</translation>
    </message>
    <message>
        <source>The surest of the wrong answers</source>
        <translation>最有把握的错误答案</translation>
    </message>
    <message>
        <source>How far off it is</source>
        <translation>误差有多大</translation>
    </message>
    <message>
        <source>What the best model looks at</source>
        <translation>最佳模型看重什么</translation>
    </message>
    <message>
        <source>How the search went</source>
        <translation>搜索过程</translation>
    </message>
</context>
<context>
    <name>leptune::ReportCharts</name>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Score over time</source>
        <translation>得分随时间的变化</translation>
    </message>
    <message>
        <source>size in kB</source>
        <translation>大小（kB）</translation>
    </message>
    <message>
        <source>Score against size</source>
        <translation>得分与大小</translation>
    </message>
    <message>
        <source>What it answered, class by class</source>
        <translation>各类别的预测情况</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>假正率</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>真正率</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>随机猜测</translation>
    </message>
    <message>
        <source>ROC of “%1”, area %2</source>
        <translation>“%1”的 ROC，面积 %2</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>answered − true</source>
        <translation>预测 − 真实</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Answered against true</source>
        <translation>预测与真实</translation>
    </message>
    <message>
        <source>Precision and recall of “%1”</source>
        <translation>“%1”的精确率与召回率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Calibration of “%1”</source>
        <translation>“%1”的校准</translation>
    </message>
    <message>
        <source>predicted probability</source>
        <translation>预测概率</translation>
    </message>
    <message>
        <source>observed share</source>
        <translation>实际比例</translation>
    </message>
    <message>
        <source>perfect</source>
        <translation>完美</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>“%1” against the rest, area under ROC %2</source>
        <translation>“%1”与其余类别，ROC 曲线下面积 %2</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>预测 %1</translation>
    </message>
    <message>
        <source>true %1</source>
        <translation>真实 %1</translation>
    </message>
</context>
<context>
    <name>leptune::ReportDialog</name>
    <message>
        <source>Left out, and why</source>
        <translation>排除的内容及原因</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Line of the file</source>
        <translation>文件行号</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>原内容</translation>
    </message>
    <message>
        <source>How %1 was read</source>
        <translation>%1 的读取情况</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>已假定</translation>
    </message>
    <message>
        <source>&lt;b&gt;Files that can&apos;t be read: %1.&lt;/b&gt; They were left out and have no row.</source>
        <translation>&lt;b&gt;无法读取的文件：%1。&lt;/b&gt;它们已被排除，没有对应的行。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Cells that do not fit their column: %1.&lt;/b&gt; They count as missing. Double-click one to see it in the table.</source>
        <translation>&lt;b&gt;与所在列不符的单元格：%1。&lt;/b&gt;按缺失处理。双击可在表格中查看。</translation>
    </message>
    <message>
        <source>Every cell was read as it stands; nothing was repaired.</source>
        <translation>每个单元格都按原样读取，没有修复。</translation>
    </message>
    <message>
        <source>Files that can&apos;t be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>Cells that do not fit their column</source>
        <translation>与所在列不符的单元格</translation>
    </message>
</context>
<context>
    <name>leptune::ResultsPage</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Working out the results…</source>
        <translation>正在计算结果…</translation>
    </message>
    <message>
        <source>Tuning is still running</source>
        <translation>调优仍在进行</translation>
    </message>
    <message>
        <source>Best so far: %1 %2 in cross-validation. How good it is on rows it has never seen is measured at the end.</source>
        <translation>目前最好：交叉验证中 %1 %2。在从未见过的行上有多好，结束时再测。</translation>
    </message>
    <message>
        <source>Tuning is running</source>
        <translation>正在调优</translation>
    </message>
    <message>
        <source>How good the best model is, shows here when tuning has ended.</source>
        <translation>调优结束后，这里会显示最好的模型有多好。</translation>
    </message>
    <message>
        <source>There are no results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Start on the Tune page. How good the best model is, where it errs and what it looks at then shows here.</source>
        <translation>请在“调优”页点“开始”。之后这里会显示最好的模型有多好、错在哪里、看重什么。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>各行</translation>
    </message>
    <message>
        <source>Tuning is paused; Ctrl+P goes on</source>
        <translation>调优已暂停；按 Ctrl+P 继续</translation>
    </message>
</context>
<context>
    <name>leptune::RoleChoice</name>
    <message>
        <source>Role of the column</source>
        <translation>列的角色</translation>
    </message>
    <message>
        <source>To predict another column instead, give that one this role</source>
        <translation>若要预测另一列，请把这个角色给那一列</translation>
    </message>
</context>
<context>
    <name>leptune::RowContributions</name>
    <message>
        <source>What moved the answer shows when the row is compared with others. The data is not here: the project was saved without it and its file was moved or is gone. Put the file back where it was and open the project again.</source>
        <translation>把这一行与其他行比较，才能看出是什么影响了答案。数据不在这里：项目保存时不含数据，而数据文件已移动或删除。请把文件放回原处，再重新打开项目。</translation>
    </message>
    <message>
        <source>What moved the answer: over rows of the data, %1 is %2 on average; for this row it is %3.</source>
        <translation>是什么影响了答案：在数据的行上，%1 平均为 %2；这一行为 %3。</translation>
    </message>
</context>
<context>
    <name>leptune::RowField</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>never missing in the data</source>
        <translation>数据中从不缺失</translation>
    </message>
    <message>
        <source>%1, between what was seen</source>
        <translation>%1，介于已见过的值之间</translation>
    </message>
    <message>
        <source>not a date: taken as missing</source>
        <translation>不是日期：按缺失处理</translation>
    </message>
    <message>
        <source>not a number: taken as missing</source>
        <translation>不是数字：按缺失处理</translation>
    </message>
    <message>
        <source>outside what it has seen: %1 to %2</source>
        <translation>超出它见过的范围：%1 到 %2</translation>
    </message>
    <message>
        <source>never seen in the data</source>
        <translation>数据中从未出现</translation>
    </message>
</context>
<context>
    <name>leptune::RowsBar</name>
    <message>
        <source>Sort by this column, smallest first</source>
        <translation>按此列排序，从小到大</translation>
    </message>
    <message>
        <source>Sort by this column, largest first</source>
        <translation>按此列排序，从大到小</translation>
    </message>
    <message>
        <source>Rows as the file has them</source>
        <translation>按文件中的顺序显示所有行</translation>
    </message>
    <message>
        <source>Only rows with this value</source>
        <translation>只显示具有此值的行</translation>
    </message>
    <message>
        <source>Only rows where the column is</source>
        <translation>只显示该列满足条件的行</translation>
    </message>
    <message>
        <source>Words, or a comparison such as &gt; 5, &lt;= 2.5, = red, != red or 2..5; = alone finds cells that are missing, != those that are not</source>
        <translation>词语，或比较条件，例如 &gt; 5、&lt;= 2.5、= 红色、!= 红色 或 2..5；单独的 = 查找缺失的单元格，单独的 != 查找未缺失的单元格</translation>
    </message>
    <message>
        <source>Rows where %1 is… (&gt; 5, 2..5, words)</source>
        <translation>%1 满足…的行（&gt; 5、2..5、词语）</translation>
    </message>
    <message>
        <source>%1 of %2 rows, by %3</source>
        <translation>按 %3 筛选：%2 行中的 %1 行</translation>
    </message>
</context>
<context>
    <name>leptune::RowsTab</name>
    <message>
        <source>Rows and their answers</source>
        <translation>各行及其答案</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>Within the interval</source>
        <translation>区间内</translation>
    </message>
    <message>
        <source>Outside the interval</source>
        <translation>区间外</translation>
    </message>
    <message>
        <source>The nearer half</source>
        <translation>较近的一半</translation>
    </message>
    <message>
        <source>The farther half</source>
        <translation>较远的一半</translation>
    </message>
    <message>
        <source>Right answers</source>
        <translation>答对的</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>答错的</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>“%1”, answered “%2”</source>
        <translation>“%1”，答为“%2”</translation>
    </message>
</context>
<context>
    <name>leptune::RunCare</name>
    <message>
        <source>Tuning has finished</source>
        <translation>调优已结束</translation>
    </message>
    <message>
        <source>Tuning ended without a model</source>
        <translation>调优结束，但没有得到模型</translation>
    </message>
    <message>
        <source>Compressing has finished</source>
        <translation>压缩已结束</translation>
    </message>
    <message>
        <source>Smaller models stand on the Compress page.</source>
        <translation>更小的模型在“压缩”页。</translation>
    </message>
    <message>
        <source>Models are being tuned</source>
        <translation>正在调优模型</translation>
    </message>
    <message numerus="yes">
        <source>The best of %n model(s): %1 with %2 %3.</source>
        <translation>
            <numerusform>%n 个模型中最好的：%1，%2 为 %3。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ScatterPlot</name>
    <message>
        <source>family</source>
        <translation>算法</translation>
    </message>
</context>
<context>
    <name>leptune::Session</name>
    <message>
        <source>Tuning ended without a model</source>
        <translation>调优结束，但没有得到模型</translation>
    </message>
    <message>
        <source>pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <source>There is no data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Open a table first, then choose what to predict.</source>
        <translation>请先打开表格，再选择要预测什么。</translation>
    </message>
    <message>
        <source>Nothing to predict is chosen</source>
        <translation>还没有选择要预测的列</translation>
    </message>
    <message>
        <source>Choose on the Task page which column should be predicted.</source>
        <translation>请在“任务”页选择要预测哪一列。</translation>
    </message>
</context>
<context>
    <name>leptune::SettingsDialog</name>
    <message>
        <source>Learn from earlier runs, and let later ones learn</source>
        <translation>借鉴历史运行，也供以后的运行借鉴</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: Leptune reads and writes files here and opens no connection.</source>
        <translation>任何内容都不会离开这台电脑：Leptune 只在本机读写文件，不建立任何网络连接。</translation>
    </message>
    <message>
        <source>Folder for files</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>where the last file was</source>
        <translation>上一个文件所在处</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>File dialogs open in</source>
        <translation>文件对话框打开于</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>60 % of this computer&apos;s (%1)</source>
        <translation>本机内存的 60 %（%1）</translation>
    </message>
    <message>
        <source>one for every core (%1)</source>
        <translation>每个 CPU 核心一个（%1）</translation>
    </message>
    <message>
        <source>Memory for training</source>
        <translation>训练可用内存</translation>
    </message>
    <message>
        <source>Models trained at once</source>
        <translation>同时训练的模型数</translation>
    </message>
    <message>
        <source>Experience</source>
        <translation>历史经验</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>更改语言后，下次启动时生效。</translation>
    </message>
</context>
<context>
    <name>leptune::SettingsTab</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Give up all marked ranges</source>
        <translation>取消所有标记的范围</translation>
    </message>
    <message>
        <source>Settings and scores</source>
        <translation>设置与得分</translation>
    </message>
    <message>
        <source>Each model that was tried becomes a line across its settings to its score, once two of a family are there.</source>
        <translation>某种算法有两个模型之后，每个试过的模型会画成一条线，穿过各项设置直到得分。</translation>
    </message>
    <message>
        <source>%1 of %2 models lie within what is marked</source>
        <translation>%2 个模型中有 %1 个在标记范围内</translation>
    </message>
    <message>
        <source>The best and a part of the others, of %1 models</source>
        <translation>共 %1 个模型，显示最好的和其余的一部分</translation>
    </message>
    <message>
        <source>Drag along an axis to keep only a part of the models</source>
        <translation>沿坐标轴拖动，只保留一部分模型</translation>
    </message>
</context>
<context>
    <name>leptune::SetupEdits</name>
    <message>
        <source>read “%1” as %2</source>
        <translation>把“%1”读作%2</translation>
    </message>
    <message>
        <source>how the file is read</source>
        <translation>文件的读取方式</translation>
    </message>
</context>
<context>
    <name>leptune::SetupFields</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 rising</source>
        <translation>%1 上升</translation>
    </message>
    <message>
        <source>%1 falling</source>
        <translation>%1 下降</translation>
    </message>
    <message>
        <source>free</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>choose an answer</source>
        <translation>选一个答案</translation>
    </message>
    <message>
        <source>predict a number</source>
        <translation>预测一个数值</translation>
    </message>
    <message>
        <source>as the column reads</source>
        <translation>按列的内容</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>通常的指标</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>leave out “%1”</source>
        <translation>排除“%1”</translation>
    </message>
    <message>
        <source>use “%1”</source>
        <translation>使用“%1”</translation>
    </message>
    <message>
        <source>columns that models may use</source>
        <translation>模型可使用的列</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Kind of task</source>
        <translation>任务类型</translation>
    </message>
    <message>
        <source>A good answer</source>
        <translation>好答案的标准</translation>
    </message>
    <message>
        <source>Time budget</source>
        <translation>时间预算</translation>
    </message>
    <message>
        <source>Number of trials</source>
        <translation>试验次数</translation>
    </message>
    <message>
        <source>Families of models</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Columns left out</source>
        <translation>排除的列</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>升降方向</translation>
    </message>
    <message>
        <source>The answer that matters</source>
        <translation>关注的答案</translation>
    </message>
    <message>
        <source>Rows that belong together</source>
        <translation>属于同一组的行</translation>
    </message>
    <message>
        <source>Order in time</source>
        <translation>时间顺序</translation>
    </message>
    <message>
        <source>Weight of a row</source>
        <translation>行的权重</translation>
    </message>
    <message>
        <source>Rows for the final score</source>
        <translation>留作最终评分的行</translation>
    </message>
    <message>
        <source>Trained on all rows at the end</source>
        <translation>最后用全部行训练</translation>
    </message>
    <message>
        <source>Folds of cross-validation</source>
        <translation>交叉验证折数</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Memory for training</source>
        <translation>训练可用内存</translation>
    </message>
    <message>
        <source>Largest model</source>
        <translation>最大模型</translation>
    </message>
    <message>
        <source>Longest time a row</source>
        <translation>单行最长耗时</translation>
    </message>
    <message>
        <source>Stops early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Learns from earlier runs</source>
        <translation>借鉴历史运行</translation>
    </message>
    <message>
        <source>Networks train on</source>
        <translation>网络训练设备</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>尚无内容</translation>
    </message>
    <message>
        <source>as the time allows</source>
        <translation>视时间而定</translation>
    </message>
    <message>
        <source>as it reads</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>every row by itself</source>
        <translation>每行各自独立</translation>
    </message>
    <message>
        <source>all rows alike</source>
        <translation>所有行相同</translation>
    </message>
    <message>
        <source>as the data need</source>
        <translation>按数据需要</translation>
    </message>
    <message>
        <source>one for every core</source>
        <translation>每个 CPU 核心一个</translation>
    </message>
    <message>
        <source>60 % of the computer&apos;s</source>
        <translation>本机内存的 60 %</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>不限大小</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>whatever is faster</source>
        <translation>较快的设备</translation>
    </message>
    <message>
        <source>predict “%1”</source>
        <translation>预测“%1”</translation>
    </message>
    <message>
        <source>a miss %1, a false alarm %2</source>
        <translation>漏报 %1，误报 %2</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>the families&apos; own</source>
        <translation>各算法自带的范围</translation>
    </message>
    <message>
        <source>changed for %1</source>
        <translation>%1已更改</translation>
    </message>
    <message>
        <source>What a smaller model may lose</source>
        <translation>小模型最多损失</translation>
    </message>
    <message>
        <source>What wrong answers cost</source>
        <translation>答错的代价</translation>
    </message>
    <message>
        <source>Ranges of settings</source>
        <translation>设置的搜索范围</translation>
    </message>
    <message>
        <source>the usual</source>
        <translation>通常</translation>
    </message>
</context>
<context>
    <name>leptune::SizeChart</name>
    <message>
        <source>limit %1</source>
        <translation>限制：%1</translation>
    </message>
    <message>
        <source>limit of the loss</source>
        <translation>损失上限</translation>
    </message>
    <message>
        <source>%1; best %2 with %3, smallest %4 with %5</source>
        <translation>%1；最佳得分 %2，大小 %3；最小的为 %4，得分 %5</translation>
    </message>
</context>
<context>
    <name>leptune::SpaceDialog</name>
    <message>
        <source>Settings that are searched</source>
        <translation>要搜索的设置</translation>
    </message>
    <message>
        <source>Family of models</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Each setting is tried between these ends. “By powers” gives 0.01 to 0.1 as much room as 0.1 to 1.</source>
        <translation>每项设置在这两端之间尝试。“按幂次”使 0.01 到 0.1 与 0.1 到 1 占同样的空间。</translation>
    </message>
    <message>
        <source>Reset this family</source>
        <translation>重置该算法</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>By powers</source>
        <translation>按幂次</translation>
    </message>
    <message>
        <source>Least %1</source>
        <translation>%1 的最小值</translation>
    </message>
    <message>
        <source>Most %1</source>
        <translation>%1 的最大值</translation>
    </message>
    <message>
        <source>%1 by powers</source>
        <translation>%1 按幂次</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Searched only where you choose it</source>
        <translation>只在您选中时才搜索</translation>
    </message>
</context>
<context>
    <name>leptune::StartPage</name>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Drop a table, a folder of pictures or a project here</source>
        <translation>把表格、图片文件夹或项目拖到这里</translation>
    </message>
    <message>
        <source>CSV, Excel, SQLite or ARFF, also gzipped; PNG, JPEG or BMP pictures with a folder for each class, or IDX files.
Or click to choose a file, or paste cells with Ctrl+V. Nothing leaves this computer.</source>
        <translation>CSV、Excel、SQLite 或 ARFF，也可为 gzip 压缩；PNG、JPEG 或 BMP 图片（每个类别一个文件夹），或 IDX 文件。
也可以点击选择文件，或用 Ctrl+V 粘贴单元格。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Examples to try</source>
        <translation>可试用的示例</translation>
    </message>
    <message>
        <source>Open a folder of pictures…</source>
        <translation>打开图片文件夹…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>leptune::StatusLine</name>
    <message>
        <source>Time used</source>
        <translation>已用时间</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s)</source>
        <translation>
            <numerusform>%n 个工作线程</numerusform>
        </translation>
    </message>
    <message>
        <source>Memory used by Leptune</source>
        <translation>Leptune 占用的内存</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n 次试验</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1，%2 次失败</translation>
    </message>
    <message>
        <source>all work saved</source>
        <translation>成果已全部保存</translation>
    </message>
    <message>
        <source>kept safe while running</source>
        <translation>运行期间自动备份</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
</context>
<context>
    <name>leptune::TableFilter</name>
    <message>
        <source>Only rows with…</source>
        <translation>只显示含有…的行</translation>
    </message>
    <message>
        <source>Filter of the table</source>
        <translation>表格筛选</translation>
    </message>
    <message>
        <source>Words that a row has to hold; Escape shows all rows again</source>
        <translation>行中必须含有的词语；按 Esc 重新显示所有行</translation>
    </message>
    <message>
        <source>Filter the rows</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>For at most %1 rows</source>
        <translation>最多用于 %1 行</translation>
    </message>
</context>
<context>
    <name>leptune::TableModel</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>leptune::TargetList</name>
    <message>
        <source>Find a column</source>
        <translation>查找列</translation>
    </message>
    <message>
        <source>Column to predict</source>
        <translation>要预测的列</translation>
    </message>
    <message>
        <source>“%1” was guessed %2.</source>
        <translation>推测为“%1”（%2）。</translation>
    </message>
</context>
<context>
    <name>leptune::TaskPage</name>
    <message>
        <source>Start tuning</source>
        <translation>开始调优</translation>
    </message>
    <message>
        <source>Choose an answer</source>
        <translation>选一个答案</translation>
    </message>
    <message>
        <source>Predict a number</source>
        <translation>预测一个数值</translation>
    </message>
    <message>
        <source>What should be predicted?</source>
        <translation>要预测什么？</translation>
    </message>
    <message>
        <source>What is a good answer?</source>
        <translation>怎样才算好答案？</translation>
    </message>
    <message>
        <source>How long may it take?</source>
        <translation>可以花多长时间？</translation>
    </message>
    <message>
        <source>What kind of task is it?</source>
        <translation>这是什么任务？</translation>
    </message>
    <message>
        <source>How much, how many, how long. (Regression)</source>
        <translation>多少、几个、多久。（回归）</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>The pictures have no classes yet</source>
        <translation>图片还没有类别</translation>
    </message>
    <message>
        <source>Put them into folders named after what they show, one folder for each class, and open the folder that holds these. An IDX file needs its file of labels beside it.</source>
        <translation>请把图片按内容放进不同的文件夹，每个类别一个，再打开包含这些文件夹的文件夹。IDX 文件旁边要有它的标签文件。</translation>
    </message>
    <message>
        <source>There is nothing to ask yet</source>
        <translation>还没有可以提的问题</translation>
    </message>
    <message>
        <source>Open a table on the Data page; then choose here which column should be predicted from the others.</source>
        <translation>请在“数据”页打开表格，然后在这里选择要由其他列预测哪一列。</translation>
    </message>
    <message>
        <source>(Guessed: %1)</source>
        <translation>（推测：%1）</translation>
    </message>
    <message>
        <source>one model</source>
        <translation>一个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 to %2 models</source>
        <translation>%1 到 %2 个模型</translation>
    </message>
    <message>
        <source>Enough to try roughly %1. It can be stopped at any moment; the best model is kept.</source>
        <translation>大约够尝试 %1。可随时停止，并保留最好的模型。</translation>
    </message>
    <message>
        <source>Continue tuning</source>
        <translation>继续调优</translation>
    </message>
    <message>
        <source>Goes on from the models that are there</source>
        <translation>在已有模型的基础上继续</translation>
    </message>
    <message>
        <source>Starts the search (Ctrl+R)</source>
        <translation>开始搜索 (Ctrl+R)</translation>
    </message>
    <message>
        <source>How small and fast must it be?</source>
        <translation>需要多小、多快？</translation>
    </message>
    <message>
        <source>Enough to try roughly %1, as fast as they were before. It can be stopped at any moment; the best model is kept.</source>
        <translation>按之前的速度，大约够尝试 %1。可随时停止，并保留最好的模型。</translation>
    </message>
    <message>
        <source>Yes or no, a kind, a group. (Classification)</source>
        <translation>是或否、种类、分组。（分类）</translation>
    </message>
    <message numerus="yes">
        <source>The project asks for %n model(s), however long they take.</source>
        <translation>
            <numerusform>项目要求 %n 个模型，不限时间。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ThresholdPanel</name>
    <message>
        <source>Cheapest</source>
        <translation>代价最小</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Moves the threshold to where these rows would have cost least</source>
        <translation>把阈值移到这些行代价最小之处</translation>
    </message>
    <message>
        <source>A miss costs</source>
        <translation>漏报的代价</translation>
    </message>
    <message>
        <source>a false alarm</source>
        <translation>误报的代价</translation>
    </message>
    <message>
        <source>Answer “%1” from</source>
        <translation>判定为“%1”的概率下限</translation>
    </message>
    <message>
        <source>These costs are those of the Task page; the model&apos;s threshold was chosen by them.</source>
        <translation>这些代价取自任务页；模型的阈值就是按它们选定的。</translation>
    </message>
    <message>
        <source>On the Task page a miss costs %1 and a false alarm %2; the model&apos;s threshold was chosen by that.</source>
        <translation>任务页上漏报的代价为 %1，误报的代价为 %2；模型的阈值是按它们选定的。</translation>
    </message>
    <message numerus="yes">
        <source>Recall %1 (%2 of %3 found), precision %4 (%Ln false alarm(s)), cost %5.</source>
        <translation>
            <numerusform>召回率 %1（%3 个中找到 %2 个），精确率 %4（误报 %Ln 个），代价 %5。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::TrainAgainPanel</name>
    <message>
        <source>Choose the new pictures</source>
        <translation>选择新图片</translation>
    </message>
    <message>
        <source>Choose the new data</source>
        <translation>选择新数据</translation>
    </message>
    <message>
        <source>Training the same recipe on the new rows…</source>
        <translation>正在用新的行按相同方法训练…</translation>
    </message>
    <message>
        <source>Cancelled; nothing has changed.</source>
        <translation>已取消，没有任何改变。</translation>
    </message>
    <message>
        <source>Difference, 95 % interval</source>
        <translation>差异，95 % 区间</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Rows it learned from</source>
        <translation>学习的行数</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>%1-new.leptune</source>
        <translation>%1-new.leptune</translation>
    </message>
    <message>
        <source>Save the new model as a project</source>
        <translation>把新模型保存为项目</translation>
    </message>
    <message>
        <source>Leptune project (*.leptune)</source>
        <translation>Leptune 项目 (*.leptune)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>The new model is kept in %1.</source>
        <translation>新模型已保存在 %1。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>On the &amp;new rows alone</source>
        <translation>只用新的行(&amp;N)</translation>
    </message>
    <message>
        <source>On the earlier &amp;and the new rows</source>
        <translation>用以前的行和新的行(&amp;A)</translation>
    </message>
    <message>
        <source>Keep the &amp;new one…</source>
        <translation>保留新模型(&amp;N)…</translation>
    </message>
    <message>
        <source>Keep &amp;both…</source>
        <translation>两个都保留(&amp;B)…</translation>
    </message>
    <message>
        <source>Keep the &amp;earlier one</source>
        <translation>保留旧模型(&amp;E)</translation>
    </message>
    <message>
        <source>New data, the same recipe</source>
        <translation>新数据，相同方法</translation>
    </message>
    <message>
        <source>The chosen model is fitted again with the same set-up, then the earlier and the new one answer the same new rows. The file needs the same columns, with the answers.</source>
        <translation>用相同的设置重新训练所选模型，然后让新旧模型回答相同的新行。文件需要相同的列，并带有答案。</translation>
    </message>
    <message>
        <source>A table like the training data, with the answers</source>
        <translation>与训练数据结构相同、带有答案的表格</translation>
    </message>
    <message>
        <source>Share of the fits that is done</source>
        <translation>已完成的训练比例</translation>
    </message>
    <message>
        <source>New &amp;data</source>
        <translation>新数据(&amp;D)</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>The earlier and the new model</source>
        <translation>旧模型与新模型</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>旧</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Saves the new model with its data as a project, and opens it</source>
        <translation>把新模型连同数据保存为项目，并打开它</translation>
    </message>
    <message>
        <source>Saves the new model with its data as a project of its own; this one stays open</source>
        <translation>把新模型连同数据另存为一个项目；当前项目保持打开</translation>
    </message>
    <message>
        <source>Forgets the new model</source>
        <translation>放弃新模型</translation>
    </message>
    <message>
        <source>There are no rows to compare on.</source>
        <translation>没有可比较的行。</translation>
    </message>
    <message>
        <source>The new model is better.</source>
        <translation>新模型更好。</translation>
    </message>
    <message>
        <source>The earlier model is better.</source>
        <translation>旧模型更好。</translation>
    </message>
    <message>
        <source>These rows can&apos;t tell which is better.</source>
        <translation>这些行看不出哪个更好。</translation>
    </message>
    <message>
        <source>Compared on %1 new rows; each was answered by fits that had not seen it.</source>
        <translation>在 %1 个新行上比较；每一行都由没见过它的训练结果回答。</translation>
    </message>
    <message>
        <source>Compared on the same %1 new rows, which neither has learned from.</source>
        <translation>在相同的 %1 个新行上比较，两个模型都没有学过它们。</translation>
    </message>
    <message>
        <source>So few rows say little.</source>
        <translation>行数太少，说明不了什么。</translation>
    </message>
    <message>
        <source>%1 rows of the file were among the earlier ones: they do not count.</source>
        <translation>文件中有 %1 行与以前的行相同：不计入比较。</translation>
    </message>
    <message>
        <source>That is the project that is open</source>
        <translation>这是当前打开的项目</translation>
    </message>
    <message>
        <source>Choose another file; the earlier model is in this one.</source>
        <translation>请选择另一个文件；之前的模型在这个文件里。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>leptune::TrialDialog</name>
    <message>
        <source>about %1, from some folds</source>
        <translation>约 %1，来自部分折</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why it was tried</source>
        <translation>为什么尝试它</translation>
    </message>
    <message>
        <source>Of each fold</source>
        <translation>各折得分</translation>
    </message>
    <message>
        <source>On the rows set aside</source>
        <translation>留出行上</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>单行</translation>
    </message>
    <message>
        <source>Rows it learned from</source>
        <translation>学习的行数</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Best round</source>
        <translation>最佳迭代</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Details of the model</source>
        <translation>模型详情</translation>
    </message>
</context>
<context>
    <name>leptune::TrialHistory</name>
    <message>
        <source>best single</source>
        <translation>最佳单模型</translation>
    </message>
    <message>
        <source>ensemble</source>
        <translation>集成模型</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>基线 %1</translation>
    </message>
    <message>
        <source>%1 about %2, ended early</source>
        <translation>%1 约 %2，提前结束</translation>
    </message>
    <message>
        <source> · %1 a row</source>
        <translation> · 每行 %1</translation>
    </message>
</context>
<context>
    <name>leptune::TrialLog</name>
    <message>
        <source>finished after %1</source>
        <translation>%1 后完成</translation>
    </message>
    <message>
        <source>started by worker %1: %2</source>
        <translation>由工作线程 %1 开始：%2</translation>
    </message>
    <message>
        <source>fold %1 of %2</source>
        <translation>第 %1 / %2 折</translation>
    </message>
    <message>
        <source>, epoch %1</source>
        <translation>，第 %1 轮</translation>
    </message>
    <message>
        <source>, round %1</source>
        <translation>，第 %1 次迭代</translation>
    </message>
    <message>
        <source>, training loss %1</source>
        <translation>，训练损失 %1</translation>
    </message>
    <message>
        <source>, validation loss %1</source>
        <translation>，验证损失 %1</translation>
    </message>
    <message>
        <source>started: %1</source>
        <translation>已开始：%1</translation>
    </message>
    <message>
        <source>started</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>fold %1 scored %2</source>
        <translation>第 %1 折得分 %2</translation>
    </message>
</context>
<context>
    <name>leptune::TryPanel</name>
    <message>
        <source>&amp;Another row</source>
        <translation>换一行(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Undo changes</source>
        <translation>撤销更改(&amp;U)</translation>
    </message>
    <message>
        <source>Looking at the data…</source>
        <translation>正在查看数据…</translation>
    </message>
    <message>
        <source>A row</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>Row of the data to start from</source>
        <translation>作为起点的数据行</translation>
    </message>
    <message>
        <source>what is usual</source>
        <translation>通常的值</translation>
    </message>
    <message>
        <source>row </source>
        <translation>第 </translation>
    </message>
    <message>
        <source>Start &amp;from</source>
        <translation>起点(&amp;F)</translation>
    </message>
    <message>
        <source>The model&apos;s answer</source>
        <translation>模型的答案</translation>
    </message>
    <message>
        <source>How sure the model is</source>
        <translation>模型的把握</translation>
    </message>
    <message>
        <source>One field is unlike anything in the data: the model has to guess there.</source>
        <translation>有一个字段与数据中的任何值都不像：模型在那里只能猜测。</translation>
    </message>
    <message>
        <source>%1 fields are unlike anything in the data: the model has to guess there.</source>
        <translation>%1 个字段与数据中的任何值都不像：模型在那里只能猜测。</translation>
    </message>
    <message>
        <source>%1, %2 sure</source>
        <translation>%1，把握 %2</translation>
    </message>
    <message>
        <source>“%1”: %2 against the row that was started from</source>
        <translation>“%1”：与起始行相比 %2</translation>
    </message>
    <message>
        <source>The row that was started from is answered “%1”.</source>
        <translation>起始行的答案是“%1”。</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>多 %1</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>少 %1</translation>
    </message>
    <message>
        <source>the same as for the row that was started from</source>
        <translation>与起始行相同</translation>
    </message>
    <message>
        <source>%1 than for the row that was started from, %2</source>
        <translation>比起始行%1，%2</translation>
    </message>
    <message>
        <source>In the data, row %1 has %2 = %3.</source>
        <translation>在数据中，第 %1 行的 %2 = %3。</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Of ten rows like this about nine lie from %1 to %2</source>
        <translation>十个这样的行中约有九个在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>没有数据</translation>
    </message>
</context>
<context>
    <name>leptune::TuneControls</name>
    <message>
        <source>More time</source>
        <translation>增加时间</translation>
    </message>
    <message>
        <source>Add to the time of this study</source>
        <translation>为本次调优增加时间</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Running fits wait; the clock stops</source>
        <translation>正在进行的训练会等待，时钟停止</translation>
    </message>
    <message>
        <source>Stop &amp;&amp; keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>End now and keep the best model found so far</source>
        <translation>现在结束，保留目前最好的模型</translation>
    </message>
    <message>
        <source>Tune more</source>
        <translation>继续调优</translation>
    </message>
    <message>
        <source>Go on from here with the same settings and another budget</source>
        <translation>按相同设置、另给时间，从这里继续</translation>
    </message>
    <message>
        <source>Progress of the study</source>
        <translation>调优进度</translation>
    </message>
    <message>
        <source>+%1 min</source>
        <translation>+%1 分钟</translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation>正在准备数据</translation>
    </message>
    <message>
        <source>Trying quick models of every family first</source>
        <translation>先快速试一遍每种算法</translation>
    </message>
    <message>
        <source>Searching for better models</source>
        <translation>正在寻找更好的模型</translation>
    </message>
    <message>
        <source>Putting the best models together</source>
        <translation>正在组合最好的模型</translation>
    </message>
    <message>
        <source>Fitting the best models again on all rows</source>
        <translation>正在用全部行重新训练最好的模型</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Tuning ended: %1</source>
        <translation>调优结束：%1</translation>
    </message>
    <message>
        <source>Open a table on the Data page first; models for it are then tried here.</source>
        <translation>请先在“数据”页打开表格，之后在这里尝试各种模型。</translation>
    </message>
    <message>
        <source>Press Start: models are tried, and the best one so far is always ready to use.</source>
        <translation>点“开始”：逐个尝试模型，目前最好的一个随时可用。</translation>
    </message>
    <message>
        <source>Models tried: %1, in %2.</source>
        <translation>试过的模型：%1，用时 %2。</translation>
    </message>
    <message>
        <source>Stopping; the best model is made ready</source>
        <translation>正在停止，准备最好的模型</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source> · %1 of %2 trials</source>
        <translation> · 第 %1 / %2 次试验</translation>
    </message>
    <message>
        <source> · models tried: %1</source>
        <translation> · 试过的模型：%1</translation>
    </message>
    <message>
        <source>, failed: %1</source>
        <translation>，失败：%1</translation>
    </message>
    <message>
        <source>finishing…</source>
        <translation>即将完成…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Making the best model smaller, to keep the limits</source>
        <translation>正在压缩最好的模型，以满足限制</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 剩余 %2</translation>
    </message>
</context>
<context>
    <name>leptune::TunePage</name>
    <message>
        <source>What was tried first and why, and what was left out, is told here.</source>
        <translation>先试了什么、为什么，以及略过了什么，都写在这里。</translation>
    </message>
    <message>
        <source>Score over time</source>
        <translation>得分随时间的变化</translation>
    </message>
    <message>
        <source>Score against size</source>
        <translation>得分与大小</translation>
    </message>
    <message>
        <source>Filter by any word</source>
        <translation>按任意词筛选</translation>
    </message>
    <message>
        <source>Filter of the trials</source>
        <translation>试验筛选</translation>
    </message>
    <message>
        <source>Workers over time</source>
        <translation>工作线程时间线</translation>
    </message>
    <message>
        <source>Which worker tried what, and for how long, while a study runs.</source>
        <translation>调优运行时，显示每个工作线程试了什么、用了多久。</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Tuning ended without a model</source>
        <translation>调优结束，但没有得到模型</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>调优</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>When tuning has finished. “Stop &amp; keep best” ends it now.</source>
        <translation>调优结束后可用。现在就要结束，请点“停止并保留最佳”。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>size in kB</source>
        <translation>大小（kB）</translation>
    </message>
    <message>
        <source>The best score so far is drawn here, with a mark for every model tried; a hollow one was ended early.</source>
        <translation>这里画出目前的最好得分，每个试过的模型一个标记；空心表示提前结束。</translation>
    </message>
    <message>
        <source>Every model by its size and score, and the line of those that no smaller one reaches, once models are there.</source>
        <translation>有了模型之后，这里显示每个模型的大小和得分，以及同等大小下最好的模型连成的线。</translation>
    </message>
    <message>
        <source>Enter or a double click shows everything that is known of a model</source>
        <translation>按 Enter 或双击可查看模型的全部信息</translation>
    </message>
    <message>
        <source>Settings and scores</source>
        <translation>设置与得分</translation>
    </message>
    <message>
        <source>What matters</source>
        <translation>什么重要</translation>
    </message>
    <message>
        <source>The limits are kept</source>
        <translation>已满足限制</translation>
    </message>
    <message>
        <source>A limit is not kept</source>
        <translation>未满足限制</translation>
    </message>
    <message>
        <source>Trials: %1 of %2</source>
        <translation>试验：%2 次中的 %1 次</translation>
    </message>
    <message>
        <source>Remarks of the search</source>
        <translation>搜索说明</translation>
    </message>
</context>
<context>
    <name>leptune::UsePage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Model to use</source>
        <translation>要使用的模型</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Tuning is running</source>
        <translation>正在调优</translation>
    </message>
    <message>
        <source>Its models can be used here when it has ended. “Stop &amp; keep best” on the Tune page ends it now.</source>
        <translation>结束后可在这里使用模型。现在就要结束，请在“调优”页点“停止并保留最佳”。</translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Start on the Tune page. The best model can then answer new rows here, or be exported to run elsewhere.</source>
        <translation>请在“调优”页点“开始”。之后最好的模型可以在这里回答新的行，或导出到别处运行。</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <translation>%1，%2。</translation>
    </message>
    <message>
        <source>%1 a row</source>
        <translation>每行 %1</translation>
    </message>
    <message>
        <source>Try a row</source>
        <translation>试一行</translation>
    </message>
    <message>
        <source>Predict a file</source>
        <translation>预测文件</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1 %2 in the comparison</source>
        <translation>%1 %2（比较时）</translation>
    </message>
    <message>
        <source>%1 %2 on unseen rows</source>
        <translation>%1 %2（未见过的行）</translation>
    </message>
</context>
<context>
    <name>leptune::WindowTools</name>
    <message>
        <source>The command line is copied</source>
        <translation>已复制命令行</translation>
    </message>
    <message>
        <source>The C++ program is copied</source>
        <translation>已复制 C++ 程序</translation>
    </message>
    <message>
        <source>Saved without data</source>
        <translation>已保存（不含数据）</translation>
    </message>
    <message>
        <source>%1 can be given away; your own project stays as it is.</source>
        <translation>%1 可以交给别人；您自己的项目保持不变。</translation>
    </message>
    <message>
        <source>The report is written</source>
        <translation>报告已写入</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Do again</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Do again: %1</source>
        <translation>重做(&amp;D)：%1</translation>
    </message>
    <message>
        <source>The table was pasted: save it as a file, and put its name in the place of TABLE.csv.</source>
        <translation>表格是粘贴的：请把它保存为文件，并用文件名替换 TABLE.csv。</translation>
    </message>
    <message>
        <source>It does what this window is set up for.</source>
        <translation>它所做的与本窗口的设置相同。</translation>
    </message>
    <message>
        <source>%1 without data</source>
        <translation>%1（不含数据）</translation>
    </message>
    <message>
        <source>Save without data</source>
        <translation>不含数据保存</translation>
    </message>
    <message>
        <source>Leptune projects (*.leptune)</source>
        <translation>Leptune 项目 (*.leptune)</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>This is the open project, which would lose its rows. Choose another name.</source>
        <translation>这是当前打开的项目，这样会丢失其中的行。请另取名称。</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Web page (*.html);;PDF document (*.pdf)</source>
        <translation>网页 (*.html);;PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>The report was cancelled</source>
        <translation>报告已取消</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>leptune::WorkersPanel</name>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>What each worker does appears here.</source>
        <translation>每个工作线程在做什么，会显示在这里。</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>fold %1 of %2</source>
        <translation>第 %1 / %2 折</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 次迭代</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Progress of worker %1</source>
        <translation>工作线程 %1 的进度</translation>
    </message>
</context>
</TS>
