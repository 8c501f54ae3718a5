/** What every row of the demo says of itself. */
export const invented = 'Dữ liệu minh hoạ';
